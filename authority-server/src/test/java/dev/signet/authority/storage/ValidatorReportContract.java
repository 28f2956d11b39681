package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must do with the reports of validators. */
public abstract class ValidatorReportContract {
  /** An open store without reports. */
  protected abstract Storage storage();

  private static ValidatorReport report(String name, long change, Instant seenAt) {
    return new ValidatorReport(name, change, seenAt, Optional.empty());
  }

  private void save(ValidatorReport... reports) {
    storage().revocations().saveReports(List.of(reports), Instant.EPOCH);
  }

  private List<ValidatorReport> all() {
    return storage().revocationReader().reports(Instant.EPOCH);
  }

  @Test
  void hasNoneAtFirst() {
    assertThat(all()).isEmpty();
  }

  @Test
  void findsReportsAsTheyWereSavedByName() {
    ValidatorReport b = report("b", 0, NOW);
    ValidatorReport a =
        new ValidatorReport("a", 7, NOW.plusMillis(1), Optional.of(Duration.ofMillis(1_800)));

    save(b, a);

    assertThat(all()).containsExactly(a, b);
  }

  @Test
  void keepsTheLatestOfAName() {
    ValidatorReport later = report("a", 7, NOW);

    save(report("a", 8, NOW.minusMillis(1)));
    save(later);
    save(report("a", 9, NOW.minusMillis(1)));

    assertThat(all()).containsExactly(later);
  }

  @Test
  void replacesAReportOfTheSameTime() {
    save(report("a", 7, NOW));
    save(report("a", 8, NOW));

    assertThat(all()).containsExactly(report("a", 8, NOW));
  }

  @Test
  void findsThoseThatWereSeenAtATimeOrAfterIt() {
    save(report("old", 1, NOW.minusMillis(1)), report("young", 1, NOW));

    assertThat(storage().revocationReader().reports(NOW)).containsExactly(report("young", 1, NOW));
  }

  @Test
  void forgetsThoseThatWereSeenAtATimeOrBefore() {
    save(report("old", 1, NOW.minusMillis(1)), report("young", 1, NOW));

    storage().revocations().saveReports(List.of(), NOW.minusMillis(1));

    assertThat(all()).containsExactly(report("young", 1, NOW));
  }
}
