package dev.signet.authority.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.session.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MutableClock clock = new MutableClock(START);
  private final InMemoryStorage storage = new InMemoryStorage();
  private final Sessions sessions =
      new Sessions(
          storage.sessions(),
          new SessionSettings(Duration.ofMinutes(5), Duration.ofMinutes(10)),
          clock);

  @Test
  void keepsNothingThatOpensASession() {
    String value = sessions.open("jane");

    SessionRecord kept = sessions.find(value).orElseThrow();
    assertThat(kept.hash()).hasSize(64).doesNotContain(value);
    assertThat(kept.user()).isEqualTo("jane");
    assertThat(sessions.find(kept.hash())).isEmpty();
  }

  @Test
  void notesTheUseOfASessionOnceAMinute() {
    String value = sessions.open("jane");

    clock.advance(Duration.ofSeconds(59));
    sessions.see(sessions.find(value).orElseThrow());
    assertThat(sessions.find(value).orElseThrow().lastSeenAt()).isEqualTo(START);

    clock.advance(Duration.ofSeconds(1));
    sessions.see(sessions.find(value).orElseThrow());
    assertThat(sessions.find(value).orElseThrow().lastSeenAt()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void purgesThoseThatHaveEndedInStepsAndNoOthers() {
    for (int i = 0; i < 1_001; i++) {
      sessions.open("jane");
    }
    clock.advance(Duration.ofMinutes(5));
    String living = sessions.open("jane");

    sessions.purge();

    assertThat(storage.sessions().purge(Instant.MAX, Instant.EPOCH, 2_000)).isOne();
    assertThat(sessions.find(living)).isEmpty();
  }

  @Test
  void refusesSettingsThatContradict() {
    Duration least = SessionSettings.LEAST;
    assertThat(new SessionSettings(least, least).idle()).isEqualTo(least);

    assertThatThrownBy(() -> new SessionSettings(least.plusSeconds(1), least))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idle must be 5m at least and absolute at most");
    assertThatThrownBy(() -> new SessionSettings(least.minusSeconds(1), least))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
