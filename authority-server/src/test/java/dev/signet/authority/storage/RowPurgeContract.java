package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a store must do that purges records one by one. */
public abstract class RowPurgeContract {

  /** An open store without tokens. */
  protected abstract Storage storage();

  @Test
  void purgesToTheSecond() {
    storage().tokens().add(tokenExpiringAt("before", NOW.plusSeconds(9)));
    storage().tokens().add(tokenExpiringAt("exactly", NOW.plusSeconds(10)));
    storage().tokens().add(tokenExpiringAt("after", NOW.plusSeconds(11)));

    int purged = storage().tokens().purgeExpired(NOW.plusSeconds(10), 100);

    assertThat(purged).isEqualTo(1);
    assertThat(storage().tokenReader().find("before")).isEmpty();
    assertThat(storage().tokenReader().find("exactly")).isPresent();
    assertThat(storage().tokenReader().find("after")).isPresent();
  }

  @Test
  void purgesAtMostAsManyAsAskedTheOldestFirst() {
    storage().tokens().add(tokenExpiringAt("third", NOW.plusSeconds(3)));
    storage().tokens().add(tokenExpiringAt("first", NOW.plusSeconds(1)));
    storage().tokens().add(tokenExpiringAt("second", NOW.plusSeconds(2)));

    assertThat(storage().tokens().purgeExpired(NOW.plusSeconds(60), 2)).isEqualTo(2);

    assertThat(storage().tokenReader().find("third")).isPresent();
    assertThat(storage().tokenReader().count()).isEqualTo(1);
    assertThat(storage().tokens().purgeExpired(NOW.plusSeconds(60), 2)).isEqualTo(1);
    assertThat(storage().tokens().purgeExpired(NOW.plusSeconds(60), 2)).isZero();
  }
}
