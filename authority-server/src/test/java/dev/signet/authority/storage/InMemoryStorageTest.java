package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The fake keeps the same contract as the stores it stands for. */
class InMemoryStorageTest extends StorageContract {
  private final InMemoryStorage storage = new InMemoryStorage();

  @Override
  protected Storage storage() {
    return storage;
  }

  @Nested
  class Purge extends RowPurgeContract {
    @Override
    protected Storage storage() {
      return storage;
    }
  }

  @Test
  void failsOnDemandAndRecovers() {
    StorageException full = new StorageException("no room");
    storage.failWith(full);

    assertThatThrownBy(() -> storage.tokens().add(token("a"))).isSameAs(full);
    assertThatThrownBy(storage::probe).isSameAs(full);
    assertThat(storage.tokenReader().find("a")).isEmpty();

    storage.recover();
    storage.tokens().add(token("a"));

    assertThat(storage.tokenReader().find("a")).isPresent();
  }
}
