package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.RotationSchedule;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rotations under constant issuing, before real validators of different cache ages. */
class RehearsalTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration AGE = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /** The shortest of everything: what the settings allow must work. */
  private static final RotationSchedule TIGHT =
      new RotationSchedule(
          RotationSchedule.leastAnnounce(AGE).plus(RotationSchedule.leastRetention(LONGEST)),
          RotationSchedule.leastAnnounce(AGE),
          RotationSchedule.leastRetention(LONGEST),
          AGE,
          LONGEST);

  @Test
  void refusesNoTokenOfTheUsualSchedule() {
    assertThat(run(RotationSchedule.usual(LONGEST), 10, SigningAlgorithm.ES256).refusals())
        .isEmpty();
  }

  @Test
  void refusesNoTokenOfTheTightestSchedule() {
    Rehearsal.Report report = run(TIGHT, 10, SigningAlgorithm.ED25519);

    assertThat(report.refusals()).isEmpty();
    assertThat(report.tokens()).isGreaterThan(500);
    assertThat(report.checks()).isGreaterThan(3_000);
    assertThat(report.until()).isAfter(START.plus(TIGHT.every().multipliedBy(9)));
  }

  @Test
  void rotatesEveryLine() {
    assertThat(run(TIGHT, 2, SigningAlgorithm.ES256, SigningAlgorithm.ED25519).refusals())
        .isEmpty();
  }

  @Test
  void tellsOfEveryRefusal() {
    KeySettings settings = settings(TIGHT, SigningAlgorithm.ED25519);
    try (Rehearsal rehearsal = new Rehearsal(KeyRing.EMPTY, settings, START)) {
      assertThat(rehearsal.runUnannounced().refusals())
          .isNotEmpty()
          .allMatch(refusal -> refusal.endsWith(": unknown_key"));
    }
  }

  private static Rehearsal.Report run(
      RotationSchedule schedule, int rotations, SigningAlgorithm... lines) {
    try (Rehearsal rehearsal = new Rehearsal(KeyRing.EMPTY, settings(schedule, lines), START)) {
      return rehearsal.run(rotations);
    }
  }

  private static KeySettings settings(RotationSchedule schedule, SigningAlgorithm... lines) {
    return new KeySettings(
        KeySettings.Place.FOLDER, Path.of("unused"), List.of(lines), KeySeal.none(), schedule);
  }
}
