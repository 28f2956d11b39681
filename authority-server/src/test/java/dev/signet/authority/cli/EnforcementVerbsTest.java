package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.Authority;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.storage.ValidatorReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code revocations status} and {@code revocations add --wait}. */
class EnforcementVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void open() {
    shell = new Shell(folder);
  }

  /** What a running authority writes of a validator. */
  private void report(String name, long change, Optional<Duration> effect) {
    AuthorityConfig config = AuthorityConfig.read(null, shell.environment());
    try (Authority authority = Authority.open(config, shell.clock())) {
      ValidatorReport report = new ValidatorReport(name, change, shell.clock().instant(), effect);
      authority.storage().revocations().saveReports(List.of(report), Instant.EPOCH);
    }
  }

  private void report(String name, long change) {
    report(name, change, Optional.empty());
  }

  private Outcome revoke(String... more) {
    String[] line = {"revocations", "add", "--everything", "--reason", "break-in"};
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return shell.run(all);
  }

  @Test
  void showsHowFarTheLastChangeHasCome() {
    revoke();
    report("orders-1", 1, Optional.of(Duration.ofMillis(1_840)));
    report("orders-2", 0);

    Outcome status = shell.succeed("revocations", "status");

    assertThat(status.out().lines())
        .containsExactly(
            "seq 1 enforced by 1 of 2, slowest 1.8 s",
            "orders-2  seq 0  last seen 2026-11-22T10:00:00Z");
    assertThat(status.err()).isEmpty();
  }

  @Test
  void showsItAsJson() {
    revoke();
    report("orders-2", 0);

    JsonNode status = shell.succeed("revocations", "status", "--json").onlyObject();

    assertThat(status.path("seq").intValue()).isEqualTo(1);
    assertThat(status.path("validators").intValue()).isEqualTo(1);
    assertThat(status.path("enforcing").intValue()).isZero();
    assertThat(status.path("lagging").path(0).path("name").asText()).isEqualTo("orders-2");
  }

  @Test
  void saysThatNobodyReports() {
    Outcome status = shell.succeed("revocations", "status");

    assertThat(status.out()).isEqualTo("seq 0 enforced by 0 of 0\n");
    assertThat(status.err()).contains("no validator has reported");
  }

  @Test
  void leavesOutWhatWasNotSeenForTenMinutes() {
    report("gone", 0);
    shell.clock().advance(Duration.ofMinutes(10));
    assertThat(shell.succeed("revocations", "status").out()).startsWith("seq 0 enforced by 1 of 1");

    shell.clock().advance(Duration.ofMillis(1));

    assertThat(shell.succeed("revocations", "status").out()).startsWith("seq 0 enforced by 0 of 0");
  }

  @Test
  void waitsUntilEveryValidatorEnforcesIt() {
    report("orders-1", 0);
    report("orders-2", 0);
    shell.whenPaused(
        () -> report("orders-1", 1),
        () -> report("orders-2", 1, Optional.of(Duration.ofSeconds(2))));

    Outcome outcome = revoke("--wait", "5s");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines().toList())
        .last()
        .isEqualTo("seq 1 enforced by 2 of 2, slowest 2.0 s");
    assertThat(outcome.err().lines())
        .containsExactly("seq 1 enforced by 0 of 2", "seq 1 enforced by 1 of 2");
    assertThat(shell.clock().instant()).isEqualTo(Instant.parse("2026-11-22T10:00:02Z"));
  }

  @Test
  void namesThoseThatLagWhenTheTimeIsUp() {
    report("orders-1", 0);
    report("orders-2", 0);
    shell.whenPaused(() -> report("orders-1", 1));

    Outcome outcome = revoke("--wait", "PT2.5S");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).contains("seq 1 enforced by 1 of 2", "orders-2  seq 0  last seen");
    assertThat(outcome.out()).doesNotContain("orders-1");
    assertThat(outcome.err().lines()).hasSize(3);
    assertThat(shell.clock().instant()).isEqualTo(Instant.parse("2026-11-22T10:00:02.500Z"));
    assertThat(shell.succeed("revocations", "list").out()).startsWith("1  tokens issued before");
  }

  @Test
  void tellsInJsonWhoLags() {
    report("orders-1", 0);

    Outcome outcome = revoke("--wait", "1s", "--json");

    assertThat(outcome.exitCode()).isEqualTo(3);
    JsonNode added = outcome.onlyObject();
    assertThat(added.path("id").intValue()).isEqualTo(1);
    assertThat(added.path("enforcement").path("seq").intValue()).isEqualTo(1);
    assertThat(added.path("enforcement").path("lagging")).hasSize(1);
  }

  @Test
  void waitsForThoseThatWereSeenInTheLastMinute() {
    report("gone", 0);
    shell.clock().advance(Duration.ofMillis(1));
    report("orders-1", 0);
    shell.clock().advance(Duration.ofMinutes(1));
    shell.whenPaused(() -> report("orders-1", 1));

    assertThat(revoke("--wait", "5s").exitCode()).isZero();
  }

  @Test
  void doesNotTakeSilenceForConsent() {
    Outcome outcome = revoke("--wait", "5s");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("no validator has reported");
    assertThat(shell.clock().instant()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "PT-1S", "601s"})
  void refusesAWaitOutOfRangeBeforeItRevokes(String wait) {
    Outcome outcome = revoke("--wait", wait);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("--wait must be from 1s to 10m");
    assertThat(shell.succeed("revocations", "list").out()).isEmpty();
  }
}
