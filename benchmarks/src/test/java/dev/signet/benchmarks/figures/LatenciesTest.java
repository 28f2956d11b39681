package dev.signet.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static Latencies millis(int from, int to) {
    Latencies latencies = new Latencies();
    for (int millis = to; millis >= from; millis--) {
      latencies.add(Duration.ofMillis(millis).toNanos());
    }
    return latencies;
  }

  @Test
  void giveTheNearestRank() {
    Latencies latencies = millis(1, 100);

    assertThat(latencies.percentileMillis(0.5)).isEqualTo(50);
    assertThat(latencies.percentileMillis(0.99)).isEqualTo(99);
    assertThat(latencies.percentileMillis(0.999)).isEqualTo(100);
    assertThat(latencies.percentileMillis(1)).isEqualTo(100);
  }

  @Test
  void outliveTheFirstArray() {
    assertThat(millis(1, 100_000).percentileMillis(0.5)).isEqualTo(50_000);
  }

  @Test
  void areTakenTogether() {
    Latencies all = Latencies.together(List.of(millis(1, 10), millis(11, 100)));

    assertThat(all.count()).isEqualTo(100);
    assertThat(all.percentileMillis(0.99)).isEqualTo(99);
  }

  @Test
  void haveNoPercentileOfNothing() {
    assertThatIllegalStateException().isThrownBy(() -> new Latencies().percentileMillis(0.5));
  }
}
