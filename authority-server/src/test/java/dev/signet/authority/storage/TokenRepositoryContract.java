package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store must do with the records of tokens. */
public abstract class TokenRepositoryContract {

  /** An open store without tokens. */
  protected abstract Storage storage();

  @Test
  void findsARecordAsItWasAdded() {
    TokenRecord record = token("a");

    storage().tokens().add(record);

    assertThat(storage().tokenReader().find("a")).contains(record);
  }

  @Test
  void keepsTheOrderOfAudienceScopesAndAncestors() {
    storage().tokens().add(token("a"));

    TokenRecord found = storage().tokenReader().find("a").orElseThrow();

    assertThat(found.audience()).containsExactly("https://orders.example.org", "billing");
    assertThat(found.scopes()).containsExactly("orders:read", "billing", "admin");
    assertThat(found.ancestors()).containsExactly("parent", "grandparent");
  }

  @Test
  void keepsARecordWithoutScopesAndAncestors() {
    TokenRecord full = token("a");
    TokenRecord bare =
        new TokenRecord(
            full.jti(),
            full.subject(),
            full.clientId(),
            full.audience(),
            Set.of(),
            full.issuedAt(),
            full.expiresAt(),
            full.keyId(),
            List.of());

    storage().tokens().add(bare);

    assertThat(storage().tokenReader().find("a")).contains(bare);
  }

  @Test
  void findsNothingUnderAnUnknownJti() {
    storage().tokens().add(token("a"));

    assertThat(storage().tokenReader().find("A")).isEmpty();
  }

  @Test
  void refusesASecondRecordOfOneJtiAndKeepsTheFirst() {
    TokenRecord first = token("a");
    storage().tokens().add(first);

    assertThatThrownBy(() -> storage().tokens().add(tokenExpiringAt("a", NOW.plusSeconds(1))))
        .isInstanceOf(StorageException.Duplicate.class);
    assertThat(storage().tokenReader().find("a")).contains(first);
  }

  @Test
  void countsAllRecords() {
    assertThat(storage().tokenReader().count()).isZero();

    storage().tokens().add(token("a"));
    storage().tokens().add(token("b"));

    assertThat(storage().tokenReader().count()).isEqualTo(2);
  }

  @Test
  void purgesWhatExpiredBeforeTheGivenTimeOnly() {
    Instant hour = NOW.plusSeconds(7_200);
    storage().tokens().add(tokenExpiringAt("before", hour.minusSeconds(1)));
    storage().tokens().add(tokenExpiringAt("exactly", hour));
    storage().tokens().add(tokenExpiringAt("after", hour.plusSeconds(1)));

    storage().tokens().purgeExpired(hour, 100);

    assertThat(storage().tokenReader().find("before")).isEmpty();
    assertThat(storage().tokenReader().find("exactly")).isPresent();
    assertThat(storage().tokenReader().find("after")).isPresent();
  }

  @Test
  void purgesNothingOfWhatHasNotExpired() {
    storage().tokens().add(tokenExpiringAt("a", NOW.plusSeconds(10)));
    storage().tokens().add(tokenExpiringAt("b", NOW.plusSeconds(86_400)));

    storage().tokens().purgeExpired(NOW.plusSeconds(10), 100);

    assertThat(storage().tokenReader().count()).isEqualTo(2);
  }

  @Test
  void keepsRecordsOfAnyExpiry() {
    List<Instant> expiries =
        List.of(
            Instant.parse("2026-11-22T10:00:01Z"),
            Instant.parse("2027-01-01T00:00:00Z"),
            Instant.parse("2999-12-31T23:59:59Z"),
            Instant.parse("9999-12-31T23:59:59Z"));

    for (Instant expiry : expiries) {
      TokenRecord record = tokenExpiringAt("at" + expiry.getEpochSecond(), expiry);
      storage().tokens().add(record);
      assertThat(storage().tokenReader().find(record.jti())).contains(record);
    }
    assertThat(storage().tokenReader().count()).isEqualTo(expiries.size());
  }

  @Test
  void goesOnKeepingRecordsAfterAPurge() {
    storage().tokens().add(token("a"));
    storage().tokens().purgeExpired(NOW.plusSeconds(86_400), 100);
    storage().tokens().add(token("b"));

    assertThat(storage().tokenReader().find("a")).isEmpty();
    assertThat(storage().tokenReader().find("b")).isPresent();
  }

  @Test
  void refusesToPurgeInStepsOfNothing() {
    assertThatThrownBy(() -> storage().tokens().purgeExpired(NOW, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxRecords");
  }

  @Test
  void answersAProbeAndLeavesTheRecordsAlone() {
    storage().tokens().add(token("a"));

    storage().probe();
    storage().probe();

    assertThat(storage().tokenReader().count()).isEqualTo(1);
  }

  @Test
  void refusesToWriteOnceClosed() {
    storage().close();
    storage().close();

    assertThatThrownBy(() -> storage().tokens().add(token("a")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
  }
}
