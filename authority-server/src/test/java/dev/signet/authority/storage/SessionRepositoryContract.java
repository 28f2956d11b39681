package dev.signet.authority.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.session.SessionRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store must do with sessions. */
public abstract class SessionRepositoryContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LONG_AGO = NOW.minusSeconds(1_000_000);

  /** An open store without sessions. */
  protected abstract Storage storage();

  @Test
  void keepsASessionUntilItIsRemoved() {
    SessionRecord session = session("a");
    storage().sessions().add(session);

    assertThat(storage().sessions().find(session.hash())).contains(session);
    assertThat(storage().sessions().find(session("b").hash())).isEmpty();

    assertThat(storage().sessions().remove(session.hash())).isTrue();
    assertThat(storage().sessions().remove(session.hash())).isFalse();
    assertThat(storage().sessions().find(session.hash())).isEmpty();
  }

  @Test
  void notesTheLatestUseOfASession() {
    String hash = session("a").hash();
    storage().sessions().add(session("a"));

    storage().sessions().see(hash, NOW.plusSeconds(60));
    storage().sessions().see(hash, NOW.plusSeconds(30));
    storage().sessions().see(session("b").hash(), NOW.plusSeconds(90));

    SessionRecord seen = storage().sessions().find(hash).orElseThrow();
    assertThat(seen.lastSeenAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(seen.signedInAt()).isEqualTo(NOW);
    assertThat(seen.expiresAt()).isEqualTo(NOW.plusSeconds(600));
    assertThat(storage().sessions().find(session("b").hash())).isEmpty();
  }

  @Test
  void purgesWhatHasExpiredAndNothingElse() {
    storage().sessions().add(session("a"));

    assertThat(storage().sessions().purge(NOW.plusSeconds(599), LONG_AGO, 10)).isZero();
    assertThat(storage().sessions().purge(NOW.plusSeconds(600), LONG_AGO, 10)).isOne();
    assertThat(storage().sessions().find(session("a").hash())).isEmpty();
  }

  @Test
  void purgesWhatIsIdleAndNothingElse() {
    storage().sessions().add(session("a"));

    assertThat(storage().sessions().purge(NOW, NOW.minusSeconds(1), 10)).isZero();
    assertThat(storage().sessions().purge(NOW, NOW, 10)).isOne();
  }

  @Test
  void purgesNoMoreThanItIsTold() {
    for (String digit : new String[] {"a", "b", "c"}) {
      storage().sessions().add(session(digit));
    }

    assertThat(storage().sessions().purge(NOW.plusSeconds(600), LONG_AGO, 2)).isEqualTo(2);
    assertThat(storage().sessions().purge(NOW.plusSeconds(600), LONG_AGO, 2)).isOne();
  }

  private static SessionRecord session(String digit) {
    return new SessionRecord(digit.repeat(64), "jane", NOW, NOW, NOW.plusSeconds(600));
  }
}
