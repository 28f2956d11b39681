package dev.signet.benchmarks.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodResultTest {
  private static final FloodResult ONE =
      new FloodResult(1_000, 100, 10, 3_000_000, Duration.ofSeconds(1));
  private static final FloodResult OTHER =
      new FloodResult(3_000, 0, 30, 2_000_000, Duration.ofSeconds(1));

  @Test
  void addsUp() {
    FloodResult both = FloodResult.together(List.of(ONE, OTHER));

    assertThat(both).isEqualTo(new FloodResult(4_000, 100, 40, 3_000_000, Duration.ofSeconds(2)));
  }

  @Test
  void doesNotCountWhatWasNotAnswered() {
    assertThat(ONE.perSecond()).isEqualTo(900);
  }

  @Test
  void isZeroWhenNothingWasSent() {
    assertThat(FloodResult.NONE.perSecond()).isZero();
    assertThat(FloodResult.NONE.waitedPercent()).isZero();
  }
}
