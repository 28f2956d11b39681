package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.ring;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every key store does. */
class KeyStoreTest {
  private final List<Storage> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Storage::close);
  }

  /** The promises, made by each store below. */
  abstract static class Promises {
    private final KeyRing one = ring(active(key(), START));
    private final KeyRing other = ring(active(key(), START));

    abstract KeyStore empty(Path folder);

    @Test
    void holdsTheEmptyRingAtFirst(@TempDir Path folder) {
      assertThat(empty(folder).load()).isEqualTo(KeyRing.EMPTY);
    }

    @Test
    void keepsWhatReplacesTheExpectedRing(@TempDir Path folder) {
      KeyStore store = empty(folder);
      KeyRing more = one.with(next(key(), START));

      assertThat(store.replace(KeyRing.EMPTY, one)).isTrue();
      assertThat(store.load()).isEqualTo(one);
      assertThat(store.replace(one, more)).isTrue();
      assertThat(store.load()).isEqualTo(more);
    }

    @Test
    void changesNothingWhenAnotherWasFaster(@TempDir Path folder) {
      KeyStore store = empty(folder);
      store.replace(KeyRing.EMPTY, one);

      assertThat(store.replace(KeyRing.EMPTY, other)).isFalse();
      assertThat(store.load()).isEqualTo(one);
    }
  }

  @Nested
  class InAFolder extends Promises {
    @Override
    KeyStore empty(Path folder) {
      return new KeyFiles(
          TestKeys.settings(folder, null, SigningAlgorithm.ED25519), new MutableClock(START));
    }
  }

  @Nested
  class InMemory extends Promises {
    @Override
    KeyStore empty(Path folder) {
      return new MemoryKeyStore(KeyRing.EMPTY);
    }
  }

  @Nested
  class InTheDatabase extends Promises {
    @Override
    KeyStore empty(Path folder) {
      Storage storage = SqliteStorage.open(folder.resolve("signet.db"), SqliteSettings.DEFAULT);
      open.add(storage);
      return new KeyTable(storage.keyRing(), KeySeal.masterKeys("A".repeat(43) + "="));
    }
  }
}
