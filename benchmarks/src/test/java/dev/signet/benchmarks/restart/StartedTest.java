package dev.signet.benchmarks.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartedTest {
  @Test
  void isReadFromTheLineOfAProgram() {
    assertThat(Started.from("1500", Duration.ofMillis(20).toNanos()))
        .isEqualTo(new Started(20, 1.5));
  }

  @Test
  void isNothingIfTheProgramFailed() {
    assertThatIllegalStateException().isThrownBy(() -> Started.from(null, 1));
    assertThatIllegalStateException().isThrownBy(() -> Started.from("Exception in thread", 1));
  }
}
