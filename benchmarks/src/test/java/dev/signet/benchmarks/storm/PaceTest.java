package dev.signet.benchmarks.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(5_000, 10_000);

  @Test
  void spacesEventsEvenly() {
    assertThat(pace.dueNanos(0)).isEqualTo(5_000);
    assertThat(pace.dueNanos(1)).isEqualTo(105_000);
    assertThat(pace.dueNanos(10_000)).isEqualTo(1_000_005_000);
  }

  @Test
  void countsAnEventFromTheNanosecondItIsDue() {
    assertThat(pace.dueAt(4_999)).isZero();
    assertThat(pace.dueAt(5_000)).isEqualTo(1);
    assertThat(pace.dueAt(104_999)).isEqualTo(1);
    assertThat(pace.dueAt(105_000)).isEqualTo(2);
  }

  @Test
  void neverMovesForALateEvent() {
    Pace late = Pace.startingNow(1_000_000);

    late.await(1_000);
    long before = System.nanoTime();
    late.await(0);

    assertThat(before).isGreaterThanOrEqualTo(late.dueNanos(1_000));
    assertThat(late.dueNanos(1) - late.dueNanos(0)).isEqualTo(1_000);
  }

  @Test
  void knowsHowManyFitIntoATime() {
    assertThat(pace.within(Duration.ofMillis(1_500))).isEqualTo(15_000);
  }
}
