package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code tokens issue}: what is within the rights, recorded, and printed alone. */
class TokensIssueVerbTest {
  @TempDir private static Path folder = Path.of("");
  private static Shell shell = new Shell(Path.of(""));

  @BeforeAll
  static void addAnApplication() {
    shell = new Shell(folder);
    shell.succeed(
        "clients",
        "add",
        "billing",
        "--audience",
        "orders",
        "--audience",
        "stock",
        "--scope",
        "orders.read",
        "--scope",
        "orders.write");
  }

  @Test
  void printsTheTokenAloneOnStandardOutput() {
    Outcome issued = shell.succeed("tokens", "issue", "billing");

    assertThat(issued.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
    assertThat(issued.err()).isEmpty();
  }

  @Test
  void recordsWhatItIssues() {
    JsonNode issued =
        shell
            .succeed(
                "tokens",
                "issue",
                "billing",
                "--audience",
                "stock",
                "--scope",
                "orders.read",
                "--lifetime",
                "90s",
                "--json")
            .onlyObject();

    assertThat(issued.required("token_type").asText()).isEqualTo("Bearer");
    assertThat(issued.required("expires_at").asText()).isEqualTo("2026-11-22T10:01:30Z");
    TokenRecord record = recordOf(issued.required("jti").asText());
    assertThat(record.subject()).isEqualTo("billing");
    assertThat(record.audience()).containsExactly("stock");
    assertThat(record.scopes()).containsExactly("orders.read");
  }

  @Test
  void issuesNothingForNobodyOrForTheDisabled() {
    shell.succeed("clients", "add", "gone", "--audience", "orders");
    shell.succeed("clients", "disable", "gone");

    assertFailed(shell.run("tokens", "issue", "nobody"), "there is no enabled consumer nobody");
    assertFailed(shell.run("tokens", "issue", "gone"), "there is no enabled consumer gone");
  }

  @ParameterizedTest
  @CsvSource({
    "--audience, payroll, 'the audiences of billing are: orders stock'",
    "--scope, admin, 'its scopes are: orders.read orders.write'",
  })
  void issuesNothingBeyondTheRights(String option, String value, String reason) {
    assertFailed(shell.run("tokens", "issue", "billing", option, value), reason);
  }

  @Test
  void cutsTheLifetimeToWhatIsAllowed() {
    JsonNode issued =
        shell.succeed("tokens", "issue", "billing", "--lifetime", "7d", "--json").onlyObject();

    assertThat(issued.required("expires_at").asText()).isEqualTo("2026-11-22T10:15:00Z");
  }

  private static TokenRecord recordOf(String jti) {
    try (Storage storage =
        SqliteStorage.open(folder.resolve("signet.db"), SqliteSettings.DEFAULT)) {
      return storage.tokenReader().find(jti).orElseThrow();
    }
  }

  private static void assertFailed(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error: ").contains(reason);
  }
}
