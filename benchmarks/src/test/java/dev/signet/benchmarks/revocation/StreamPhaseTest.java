package dev.signet.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.benchmarks.figures.Latencies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPhaseTest {
  private static final StreamPhase QUIET = phase(10, 0, 60, 600, 12_000);
  private static final StreamPhase BUSY = phase(10, 30, 30, 900, 150_000);

  private static StreamPhase phase(
      int streams, int revocations, int seconds, int cpuMillis, long bytes) {
    return new StreamPhase(
        streams,
        revocations,
        Duration.ofSeconds(seconds),
        Duration.ofMillis(cpuMillis),
        bytes,
        new Latencies(),
        0);
  }

  @Test
  void takesWhatStreamsCostAnywayFromWhatRevocationsCost() {
    assertThat(QUIET.cpuMillisPerSecond()).isEqualTo(10);
    assertThat(BUSY.cpuMillisPerSecond()).isEqualTo(30);
    assertThat(BUSY.cpuMillisPerRevocation(QUIET)).isEqualTo(20);
  }

  @Test
  void takesHeartbeatsFromWhatRevocationsSend() {
    assertThat(QUIET.bytesPerSecond()).isEqualTo(200);
    assertThat(BUSY.bytesPerRevocation(QUIET)).isEqualTo((150_000 - 30 * 200) / 300.0);
  }

  @Test
  void isWrittenAsARowForEachPhase() {
    BUSY.last().add(4_000_000);

    assertThat(StreamTable.of(List.of(QUIET, BUSY)))
        .endsWith(
            """
            | 10 | 0 | 10.0 | – | 200 | – | – | – | – | 0 |
            | 10 | 1 | 30.0 | 20.0 | 5000 | 480 | 4.0 | 4.0 | 4.0 | 0 |
            """);
  }
}
