package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));
  private String jti = "";

  @BeforeEach
  void issueAToken() {
    shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders");
    jti = shell.succeed("tokens", "issue", "billing", "--json").onlyObject().path("jti").asText();
  }

  private static void assertFailed(Outcome outcome, String... reasons) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(reasons);
  }

  @Test
  void takesOneTokenBack() {
    Outcome added = shell.succeed("revocations", "add", "--jti", jti, "--reason", "leaked");

    assertThat(added.out())
        .startsWith("1  token " + jti + "  (leaked, 2026-11-22T10:00:00Z; dropped after ")
        .contains("refused by every validator that reaches the authority within 19 s");
    assertThat(shell.succeed("revocations", "list").out()).startsWith("1  token " + jti);
  }

  @Test
  void takesATokenBackOnce() {
    shell.succeed("revocations", "add", "--jti", jti, "--reason", "leaked");
    shell.succeed("revocations", "add", "--jti", jti, "--reason", "again");

    assertThat(shell.succeed("revocations", "list", "--json").onlyObject().path("reason").asText())
        .isEqualTo("leaked");
  }

  @ParameterizedTest
  @CsvSource({
    "--holder alice, tokens of holder alice issued before",
    "--client billing, tokens of client billing issued before",
    "--key k1, tokens of key k1 issued before",
    "--audience orders, tokens for orders issued before",
    "--holder alice --audience orders, tokens of holder alice for orders issued before",
    "--everything, tokens issued before"
  })
  void takesBackWhatWasIssuedUntilNow(String selectors, String words) {
    String line = "revocations add " + selectors + " --reason leaked --json";

    JsonNode added = shell.succeed(line.split(" ")).onlyObject();

    assertThat(added.path("tokens").asText()).isEqualTo(words + " 2026-11-22T10:00:01Z");
    assertThat(added.path("dropped_after").asText()).isEqualTo("2026-11-22T11:06:01Z");
    assertThat(added.path("effective_within").intValue()).isEqualTo(19);
  }

  @Test
  void takesBackWhatWasIssuedBeforeAGivenTime() {
    JsonNode added =
        shell
            .succeed(
                "revocations",
                "add",
                "--everything",
                "--issued-before",
                "2026-11-22T09:59:59Z",
                "--reason",
                "break-in",
                "--json")
            .onlyObject();

    assertThat(added.path("tokens").asText()).endsWith("issued before 2026-11-22T09:59:59Z");
  }

  @Test
  void givesTokensBack() {
    shell.succeed("revocations", "add", "--jti", jti, "--reason", "leaked");

    assertThat(shell.succeed("revocations", "remove", "1").out())
        .isEqualTo("reversed: token " + jti + "\n");
    Outcome none = shell.succeed("revocations", "list");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("none in force");
    assertFailed(shell.run("revocations", "remove", "1"), "no revocation 1 is in force");
  }

  @Test
  void numbersAnewAboveWhatValidatorsMayHold() {
    shell.succeed("revocations", "add", "--jti", jti, "--reason", "leaked");

    assertThat(shell.succeed("revocations", "renumber", "--after", "41").out())
        .contains("the last change is 1000041 now", "revocation_added");
    assertThat(
            shell.succeed("revocations", "renumber", "--json").onlyObject().path("change").asLong())
        .isEqualTo(2_000_041);
    assertThat(shell.succeed("revocations", "list").out()).startsWith("1  token " + jti);
    assertFailed(shell.run("revocations", "renumber", "--after", "-1"), "is no number of a change");
  }

  @Test
  void healsARestoredDatabaseBeforeItChangesIt() throws IOException {
    Files.writeString(folder.resolve("signet.db.published"), "0000000000000000041\n");

    Outcome added = shell.succeed("revocations", "add", "--jti", jti, "--reason", "leaked");

    assertThat(added.out()).startsWith("1000042  token " + jti);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--jti J --everything",
        "--jti J --holder alice",
        "--everything --client billing"
      })
  void demandsOneTarget(String selectors) {
    String line = "revocations add --reason leaked " + selectors;

    assertFailed(shell.run(line.strip().split(" ")), "name one of: --jti;");
  }

  @Test
  void refusesATimeAheadAndOneThatIsNone() {
    assertFailed(
        add("--everything", "--issued-before", "2026-11-22T10:00:02Z"), "is ahead: give now");
    assertFailed(add("--everything", "--issued-before", "today"), "is not a time such as");
    assertFailed(
        add("--jti", jti, "--issued-before", "2026-11-22T10:00:00Z"), "does not go with --jti");
  }

  private Outcome add(String... target) {
    String[] line = new String[target.length + 4];
    System.arraycopy(new String[] {"revocations", "add", "--reason", "x"}, 0, line, 0, 4);
    System.arraycopy(target, 0, line, 4, target.length);
    return shell.run(line);
  }

  @Test
  void refusesATokenThatNeverWasOrLivesNoMore() {
    assertFailed(add("--jti", "unknown"), "there is no living token unknown");
    shell.clock().advance(Duration.ofMinutes(21));
    assertFailed(add("--jti", jti), "there is no living token " + jti);
  }

  @Test
  void demandsAReason() {
    assertThat(shell.run("revocations", "add", "--everything").exitCode()).isEqualTo(2);
    assertFailed(
        shell.run("revocations", "add", "--everything", "--reason", " "), "reason must have 1");
  }
}
