package dev.signet.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static Load load(int good, int others) {
    return new Load(taken(good), taken(others), Duration.ofSeconds(2));
  }

  private static Latencies taken(int count) {
    Latencies latencies = new Latencies();
    for (int i = 0; i < count; i++) {
      latencies.add(1);
    }
    return latencies;
  }

  @Test
  void tellsAnswersPerSecond() {
    assertThat(load(1, 3).perSecond()).isEqualTo(0.5);
    assertThat(load(1, 3).othersPerSecond()).isEqualTo(1.5);
  }

  @Test
  void isNotTakenForGoodWhenOneAnswerWasNot() {
    assertThatIllegalStateException().isThrownBy(() -> load(9, 1).requireAllGood());
    assertThat(load(9, 0).requireAllGood().perSecond()).isEqualTo(4.5);
  }
}
