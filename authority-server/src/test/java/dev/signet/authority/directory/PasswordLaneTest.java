package dev.signet.authority.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordLaneTest {
  private static final PasswordLane IMPATIENT = new PasswordLane(1, Duration.ZERO);

  @Test
  void refusesWhoFindsNoPlaceInTimeAndDoesNoWork() {
    PasswordHasher hasher = TestCredentials.passwords(IMPATIENT);

    // The place is taken for as long as this work lasts.
    IMPATIENT.pass(
        () ->
            assertThatThrownBy(() -> hasher.hash("correct horse"))
                .isInstanceOf(DirectoryOverloadedException.class));

    assertThat(hasher.computations()).isZero();
  }

  @Test
  void worksOnAThreadOfItsOwn() {
    assertThat(IMPATIENT.pass(Thread::currentThread)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void freesThePlaceOfWorkThatIsDone() {
    IMPATIENT.pass(() -> "first");

    assertThat(IMPATIENT.pass(() -> "second")).isEqualTo("second");
  }

  @Test
  void freesThePlaceOfWorkThatFails() {
    assertThatThrownBy(() -> IMPATIENT.pass(PasswordLaneTest::fail))
        .isInstanceOf(IllegalStateException.class);

    assertThat(IMPATIENT.pass(() -> "second")).isEqualTo("second");
  }

  private static String fail() {
    throw new IllegalStateException("scripted");
  }

  @Test
  void refusesAnInterruptedThreadAndLeavesItInterrupted() {
    PasswordLane patient = new PasswordLane(1, Duration.ofSeconds(20));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> patient.pass(() -> "work"))
        .isInstanceOf(DirectoryOverloadedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void takesItsLimitsAndNothingBeyond() {
    new PasswordLane(1, Duration.ZERO);
    new PasswordLane(64, Duration.ofSeconds(30));

    assertThatThrownBy(() -> new PasswordLane(0, Duration.ZERO)).hasMessageContaining("width");
    assertThatThrownBy(() -> new PasswordLane(65, Duration.ZERO)).hasMessageContaining("width");
    assertThatThrownBy(() -> new PasswordLane(1, Duration.ofNanos(-1)))
        .hasMessageContaining("maxWait");
    assertThatThrownBy(() -> new PasswordLane(1, Duration.ofSeconds(30).plusNanos(1)))
        .hasMessageContaining("maxWait");
  }
}
