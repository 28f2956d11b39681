package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.sql.SqliteSettings;
import dev.signet.authority.storage.sql.SqliteStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerbsTest {
  @TempDir private static Path folder = Path.of("");
  private static Shell shell = new Shell(Path.of(""));

  @BeforeAll
  static void addAnApplicationAndMakeAKey() {
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
    issue(shell);
  }

  @Nested
  class Issue {
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
  }

  @Nested
  class Inspect {
    @Test
    void acceptsWhatIssueIssued() {
      Outcome accepted = shell.succeed("tokens", "inspect", issue());

      assertThat(accepted.out())
          .contains("\"typ\" : \"at+jwt\"", "\"sub\" : \"billing\"")
          .endsWith("verdict: accepted\n");
    }

    @Test
    void printsOneObjectAsJson() {
      JsonNode answer = shell.succeed("tokens", "inspect", issue(), "--json").onlyObject();

      assertThat(answer.required("verdict").asText()).isEqualTo("accepted");
      assertThat(answer.required("header").required("alg").asText()).isEqualTo("ES256");
      assertThat(answer.required("claims").required("iss").asText()).isEqualTo(Shell.ISSUER);
    }

    @Test
    void takesTheTokenFromStandardInput() {
      Outcome accepted = shell.runOn(" " + issue() + "\r\nmore\n", "tokens", "inspect", "--json");

      assertThat(accepted.exitCode()).isZero();
      assertThat(shell.runOn("", "tokens", "inspect").err()).contains("standard input is empty");
    }

    @Test
    void refusesAnExpiredToken(@TempDir Path another) {
      Shell later = new Shell(another);
      later.succeed("clients", "add", "billing", "--audience", "orders");
      String token = issue(later);

      later.clock().advance(Duration.ofMinutes(15).minusSeconds(1));
      later.succeed("tokens", "inspect", token);
      // Beyond any tolerance between two clocks.
      later.clock().advance(Duration.ofMinutes(2));
      assertRefused(later.run("tokens", "inspect", token), "expired");
    }

    @Test
    void refusesAForgedToken() {
      String token = issue();
      int middle = token.lastIndexOf('.') + 10;
      char other = token.charAt(middle) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, middle) + other + token.substring(middle + 1);

      assertRefused(shell.run("tokens", "inspect", forged), "bad_signature");
    }

    @Test
    void refusesATokenForAnotherProvider() {
      assertRefused(
          shell.run("tokens", "inspect", issue(), "--audience", "payroll"), "wrong_audience");
    }

    @Test
    void refusesATokenOfAnotherAuthority(@TempDir Path elsewhere) {
      Shell another = new Shell(elsewhere);
      another.succeed("clients", "add", "billing", "--audience", "orders");

      assertRefused(shell.run("tokens", "inspect", issue(another)), "unknown_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", ".", "..", "a.b.c", "....", "!.!.!", "e30.e30.", "é.é.é"})
    void refusesGarbage(String garbage) {
      assertRefused(shell.run("tokens", "inspect", garbage), "malformed");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"\"\"", "\" \"", "\"a b\"", "\"\\u0000\"", "7", "null", "[]", "{}", "[7]"})
    void refusesAStrangeAudienceWithoutStumbling(String audience) {
      String claims = "{\"aud\":" + audience + "}";
      String token = "e30." + encode(claims) + ".AAAA";

      Outcome refused = shell.run("tokens", "inspect", token, "--json");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.onlyObject().required("verdict").asText()).isEqualTo("refused");
    }

    @Test
    void letsNoTokenSpeakToTheTerminal() {
      String token = "e30." + encode("{\"sub\":\"\\u001b[31m\u009b31m\u202e\"}") + ".AAAA";

      assertThat(shell.run("tokens", "inspect", token).out())
          .contains("\"sub\" : ")
          .doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void makesNothingOfItsOwn(@TempDir Path empty) {
      Outcome refused = new Shell(empty).run("tokens", "inspect", issue());

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("no signing key", empty.resolve("keys").toString());
      assertThat(empty).isEmptyDirectory();
    }
  }

  private static String issue() {
    return issue(shell);
  }

  private static String issue(Shell authority) {
    return authority.succeed("tokens", "issue", "billing").out().strip();
  }

  private static TokenRecord recordOf(String jti) {
    try (Storage storage =
        SqliteStorage.open(folder.resolve("signet.db"), SqliteSettings.DEFAULT)) {
      return storage.tokenReader().find(jti).orElseThrow();
    }
  }

  private static void assertRefused(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).contains("verdict: refused\nreason: " + reason + "\n");
    assertThat(outcome.err()).isEmpty();
  }

  private static void assertFailed(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error: ").contains(reason);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
