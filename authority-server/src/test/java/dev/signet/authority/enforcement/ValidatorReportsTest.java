package dev.signet.authority.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.MutableClock;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.ValidatorReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorReportsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MutableClock clock = new MutableClock(START);
  private final InMemoryStorage storage = new InMemoryStorage();
  private final ChangeTimes times = new ChangeTimes();
  private final List<Duration> effects = new ArrayList<>();
  private final ValidatorReports reports = node();

  /** One node of several over the same storage. */
  private ValidatorReports node() {
    return new ValidatorReports(storage, times, clock, effects::add);
  }

  private List<ValidatorReport> saved() {
    return storage.revocationReader().reports(Instant.EPOCH);
  }

  private static ValidatorReport only(EnforcementStatus status) {
    assertThat(status.validators()).hasSize(1);
    return status.validators().get(0);
  }

  @Test
  void knowsWhatAValidatorSaidLast() {
    reports.hear("orders-1", 6);
    clock.advance(Duration.ofSeconds(1));
    reports.hear("orders-1", 7);

    assertThat(only(reports.status(7)))
        .isEqualTo(new ValidatorReport("orders-1", 7, START.plusSeconds(1), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nb", "a/b", "é"})
  void passesOverWhatIsNoName(String name) {
    reports.hear(name, 1);

    assertThat(reports.status(1).validators()).isEmpty();
  }

  @Test
  void bindsTheLengthOfNames() {
    reports.hear("a".repeat(64), 1);
    reports.hear("a".repeat(65), 1);

    assertThat(only(reports.status(1)).name()).hasSize(64);
  }

  @Test
  void listensToTenThousandNames() {
    for (int i = 0; i < 10_001; i++) {
      reports.hear("v" + i, 1);
    }
    reports.hear("v0", 2);

    assertThat(reports.status(1).validators()).hasSize(10_000);
    assertThat(reports.status(2).enforcing()).isEqualTo(1);
  }

  @Nested
  class TimeToEffect {
    @Test
    void isFromTheCommitOfAChangeToTheReport() {
      reports.hear("a", 6);
      times.add(7, clock.instant());
      clock.advance(Duration.ofMillis(1_800));
      reports.hear("a", 7);
      clock.advance(Duration.ofSeconds(10));
      reports.hear("a", 7);

      assertThat(only(reports.status(7)).effect()).contains(Duration.ofMillis(1_800));
      assertThat(effects).containsExactly(Duration.ofMillis(1_800));
    }

    @Test
    void isThatOfTheFirstChangeOfAStep() {
      reports.hear("a", 6);
      times.add(7, clock.instant());
      clock.advance(Duration.ofSeconds(1));
      times.add(8, clock.instant());
      clock.advance(Duration.ofSeconds(1));
      reports.hear("a", 8);

      assertThat(only(reports.status(8)).effect()).contains(Duration.ofSeconds(2));
      assertThat(effects).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
    }

    @Test
    void isUnknownOfAValidatorThatCameWithTheChange() {
      times.add(7, clock.instant());
      reports.hear("new", 7);
      reports.hear("back", 8);
      reports.hear("back", 7);

      assertThat(reports.status(7).slowest()).isEmpty();
      assertThat(effects).isEmpty();
    }

    @Test
    void isUnknownOfWhatWasCommittedBeforeItCame() {
      times.add(7, clock.instant());
      clock.advance(Duration.ofHours(1));
      reports.hear("a", 6);
      reports.hear("a", 7);

      assertThat(effects).isEmpty();
    }

    @Test
    void isUnknownOfWhatWasCommittedBeforeItCameBackWithAnOlderList() {
      reports.hear("a", 6);
      times.add(7, clock.instant());
      reports.hear("a", 7);
      clock.advance(Duration.ofMinutes(5));
      reports.hear("a", 6);
      reports.hear("a", 7);
      times.add(8, clock.instant());
      clock.advance(Duration.ofSeconds(1));
      reports.hear("a", 8);

      assertThat(effects).containsExactly(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void isUnknownOfAChangeOfLongAgo() {
      reports.hear("a", 0);
      for (int change = 1; change <= 1_001; change++) {
        times.add(change, clock.instant());
      }

      reports.hear("a", 1);

      assertThat(effects).isEmpty();
    }
  }

  @Nested
  class Sharing {
    @Test
    void writesAChangeAtOnceAndASightingRarely() {
      reports.hear("a", 1);
      reports.share();
      clock.advance(Duration.ofSeconds(20));
      reports.hear("a", 1);
      reports.share();
      assertThat(saved().get(0).seenAt()).isEqualTo(START);

      clock.advance(Duration.ofMillis(1));
      reports.hear("a", 1);
      reports.share();
      assertThat(saved().get(0).seenAt()).isEqualTo(clock.instant());

      reports.hear("a", 2);
      reports.share();
      assertThat(saved().get(0).change()).isEqualTo(2);
    }

    @Test
    void writesSoManyAtATime() {
      for (int i = 0; i < 501; i++) {
        reports.hear("v" + i, 1);
      }

      reports.share();
      assertThat(saved()).hasSize(500);
      reports.share();
      assertThat(saved()).hasSize(501);
    }

    @Test
    void learnsWhatAnotherNodeHeard() {
      ValidatorReports other = node();
      reports.hear("a", 1);
      other.hear("b", 1);
      reports.share();
      other.share();
      reports.share();
      clock.advance(Duration.ofSeconds(1));
      other.hear("a", 2);
      other.share();
      reports.share();

      assertThat(reports.status(2).validators()).isEqualTo(other.status(2).validators());
      assertThat(reports.status(2).enforcing()).isEqualTo(1);
    }

    @Test
    void doesNotMeasureAgainWhatAnotherNodeSaw() {
      ValidatorReports other = node();
      reports.hear("a", 1);
      reports.share();
      other.share();
      times.add(2, clock.instant());
      clock.advance(Duration.ofSeconds(1));
      other.hear("a", 2);
      other.share();
      reports.share();
      clock.advance(Duration.ofSeconds(10));
      reports.hear("a", 2);

      assertThat(effects).containsExactly(Duration.ofSeconds(1));
      assertThat(only(reports.status(2)).effect()).contains(Duration.ofSeconds(1));
    }

    @Test
    void knowsAfterARestartWhatItKnew() {
      reports.hear("a", 1);
      reports.share();
      ValidatorReports restarted = node();

      restarted.share();

      assertThat(only(restarted.status(1)).name()).isEqualTo("a");
    }

    @Test
    void forgetsWhatWasNotSeenForTenMinutes() {
      reports.hear("a", 1);
      reports.share();
      clock.advance(Duration.ofMinutes(10).minusMillis(1));
      reports.share();
      assertThat(reports.status(1).validators()).hasSize(1);

      clock.advance(Duration.ofMillis(1));
      reports.share();
      assertThat(reports.status(1).validators()).isEmpty();
      assertThat(saved()).isEmpty();
    }

    @Test
    void goesOnWhenTheStorageFails() {
      reports.hear("a", 1);
      storage.failWith(new StorageException("no room"));
      reports.share();
      assertThat(saved()).isEmpty();

      storage.recover();
      reports.share();

      assertThat(saved()).hasSize(1);
    }
  }

  @Nested
  class Status {
    @Test
    void saysWhoEnforcesAChangeAndWhoLags() {
      reports.hear("slow", 6);
      reports.hear("quick", 6);
      times.add(7, clock.instant());
      clock.advance(Duration.ofMillis(1_840));
      reports.hear("quick", 7);

      EnforcementStatus status = reports.status(7);

      assertThat(status.words()).isEqualTo("seq 7 enforced by 1 of 2, slowest 1.8 s");
      assertThat(status.json().toString())
          .isEqualTo(
              "{seq=7, validators=2, enforcing=1, slowest_seconds=1.84,"
                  + " lagging=[{name=slow, seq=6, last_seen=2026-11-22T10:00:00Z}]}");
    }

    @Test
    void leavesOutWhatNobodyMeasured() {
      assertThat(reports.status(0).words()).isEqualTo("seq 0 enforced by 0 of 0");
      assertThat(reports.status(0).json()).doesNotContainKey("slowest_seconds");
    }

    @Test
    void isCompleteOnceAllOfSomeEnforceTheChange() {
      assertThat(reports.status(1).isComplete()).isFalse();
      reports.hear("a", 0);
      assertThat(reports.status(1).isComplete()).isFalse();
      reports.hear("a", 1);
      assertThat(reports.status(1).isComplete()).isTrue();
    }
  }
}
