package dev.signet.benchmarks.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  @Test
  void givesEachThreadIndexesOfItsOwn() throws Exception {
    List<Long> even = new ArrayList<>();
    List<Long> odd = new ArrayList<>();

    Throughput result = Throughput.run(List.of(even::add, odd::add), Duration.ofMillis(1));

    assertThat(even)
        .isNotEmpty()
        .startsWith(0L)
        .allMatch(index -> index % 2 == 0)
        .doesNotHaveDuplicates();
    assertThat(odd)
        .isNotEmpty()
        .startsWith(1L)
        .allMatch(index -> index % 2 == 1)
        .doesNotHaveDuplicates();
    assertThat(result.checks()).isEqualTo(even.size() + odd.size());
  }

  @Test
  void tellsOfAFailedPiece() {
    Throughput.Work failing =
        index -> {
          throw new IllegalArgumentException("refused");
        };

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> Throughput.run(List.of(failing), Duration.ofMillis(1)))
        .havingCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isPerSecondOfTheTimeItTook() {
    assertThat(new Throughput(300, Duration.ofMillis(1500)).perSecond()).isEqualTo(200);
  }
}
