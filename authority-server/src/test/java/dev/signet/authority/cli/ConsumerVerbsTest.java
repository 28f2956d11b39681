package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerVerbsTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openAShell() {
    shell = new Shell(folder);
  }

  @Nested
  class Clients {
    @Test
    void printsTheSecretOnce() {
      Outcome added = shell.succeed("clients", "add", "billing", "--audience", "orders");

      assertThat(added.out())
          .matches("client_id:     billing\nclient_secret: sgs_[A-Za-z0-9_-]{43}\n");
      assertThat(added.err()).contains("not shown again");
      String secret = added.out().replaceAll("(?s).*client_secret: ", "").strip();
      assertThat(shell.succeed("clients", "list").toString()).doesNotContain(secret, "sgs_");
      assertThat(shell.succeed("clients", "list", "--json").toString()).doesNotContain("sgs_");
    }

    @Test
    void printsTheSecretAsJson() {
      Outcome added = shell.succeed("clients", "add", "billing", "--audience", "orders", "--json");

      assertThat(added.onlyObject().required("client_id").asText()).isEqualTo("billing");
      assertThat(added.onlyObject().required("client_secret").asText()).startsWith("sgs_");
      assertThat(added.err()).isEmpty();
    }

    @Test
    void listsWhatTheyMayAskFor() {
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
          "--lifetime",
          "90s",
          "--name",
          "The Billing",
          "--role",
          "clerk");
      shell.succeed("clients", "add", "audit", "--audience", "orders");
      addUser("ada");

      assertThat(shell.succeed("clients", "list").out().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("audit ").contains("enabled"),
              line ->
                  assertThat(line).startsWith("billing ").contains("orders stock", "orders.read"));
      JsonNode billing = shell.succeed("clients", "list", "--json").objects().get(1);
      assertThat(billing.required("name").asText()).isEqualTo("billing");
      assertThat(billing.required("enabled").asBoolean()).isTrue();
      assertThat(billing.required("audience").toString()).isEqualTo("[\"orders\",\"stock\"]");
      assertThat(billing.required("scope").toString()).isEqualTo("[\"orders.read\"]");
      assertThat(billing.required("lifetime").asInt()).isEqualTo(90);
      assertThat(billing.required("details").required("name").asText()).isEqualTo("The Billing");
    }

    @Test
    void saysWhatTheirTokensMustBeBoundTo() {
      shell.succeed("clients", "add", "billing", "--audience", "orders", "--bound", "dpop");
      shell.succeed("clients", "add", "plain", "--audience", "orders");
      assertThat(shell.succeed("clients", "list").out().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("billing ").endsWith("  bound: dpop"),
              line -> assertThat(line).startsWith("plain ").doesNotContain("bound"));

      assertThat(shell.succeed("clients", "bind", "billing", "certificate").out())
          .isEqualTo("tokens of billing must be bound to: certificate\n");
      shell.succeed("clients", "bind", "plain", "either");
      assertThat(shell.succeed("clients", "list", "--json").objects())
          .extracting(each -> each.required("bound").asText())
          .containsExactly("certificate", "either");

      Outcome none = shell.succeed("clients", "bind", "plain", "none", "--json");
      assertThat(none.onlyObject().toString()).isEqualTo("{\"name\":\"plain\",\"bound\":\"none\"}");
      assertThat(shell.succeed("clients", "list", "--json").objects().get(1).has("bound"))
          .isFalse();
    }

    @Test
    void bindsTokensOfNobodyElse() {
      shell.succeed("clients", "add", "billing", "--audience", "orders");

      assertFailed(shell.run("users", "bind", "billing", "dpop"), "there is no billing");
      assertFailed(shell.run("clients", "bind", "nobody", "dpop"), "there is no nobody");
      assertThat(shell.run("clients", "bind", "billing", "hand").exitCode()).isEqualTo(2);
      assertThat(shell.run("clients", "add", "x", "--audience", "a", "--bound", "hand").exitCode())
          .isEqualTo(2);
    }

    @Test
    void haveNoTokenAtTheCommandLineThatWouldBeBoundToNothing() {
      shell.succeed("clients", "add", "billing", "--audience", "orders", "--bound", "either");

      assertFailed(shell.run("tokens", "issue", "billing"), "must be bound to a key");
      assertThat(shell.succeed("tokens", "issue", "billing", "--explain").out())
          .containsPattern("(?m)^bound +either +clients bind or audiences.NAME.bound");
    }

    @Test
    void addsAProviderWithoutRightsOfItsOwn() {
      shell.succeed(
          "clients", "add", "orders-api", "--provides", "orders", "--provides", "archive");

      assertThat(shell.succeed("clients", "list").out()).contains("provides: orders archive");
      JsonNode provider = shell.succeed("clients", "list", "--json").onlyObject();
      assertThat(provider.required("provides").toString()).isEqualTo("[\"orders\",\"archive\"]");
      assertThat(provider.required("audience").toString()).isEqualTo("[]");
      assertThat(provider.required("grant_types").toString()).isEqualTo("[]");
      assertFailed(shell.run("tokens", "issue", "orders-api"), "may not have tokens");
    }

    @Test
    void addsAProviderThatAsksForTokensToo() {
      shell.succeed("clients", "add", "orders-api", "--provides", "orders", "--audience", "stock");
      shell.succeed("clients", "add", "plain", "--audience", "stock");

      List<JsonNode> both = shell.succeed("clients", "list", "--json").objects();
      assertThat(both.get(0).required("provides").toString()).isEqualTo("[\"orders\"]");
      assertThat(both.get(0).required("audience").toString()).isEqualTo("[\"stock\"]");
      assertThat(both.get(1).required("provides").toString()).isEqualTo("[]");
      assertThat(shell.succeed("clients", "list").out().lines().toList().get(1))
          .doesNotContain("provides");
    }

    @Test
    void refusesAScopeWithoutAnAudienceOfAProviderToo() {
      Outcome wrong =
          shell.run("clients", "add", "orders-api", "--provides", "orders", "--scope", "read");

      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("Missing required option: '--audience=NAME'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "é"})
    void refusesToProvideWhatATokenCannotCarry(String audience) {
      assertFailed(shell.run("clients", "add", "api", "--provides", audience), "provides");
    }

    @Test
    void refusesToProvideTheSameAudienceTwice() {
      assertFailed(
          shell.run("clients", "add", "api", "--provides", "o", "--provides", "o"), "provides");
    }

    @Test
    void saysOnStandardErrorThatThereAreNone() {
      assertThat(shell.succeed("clients", "list")).isEqualTo(new Outcome(0, "", "none yet\n"));
      assertThat(shell.succeed("clients", "list", "--json")).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void refusesANameThatAClientOrAUserHas() {
      shell.succeed("clients", "add", "billing", "--audience", "orders");
      addUser("ada");

      for (String taken : new String[] {"billing", "ada"}) {
        assertFailed(
            shell.run("clients", "add", taken, "--audience", "orders"),
            taken + " is taken, choose another");
        assertFailed(
            shell.runOn(PASSWORD, "users", "add", taken, "--audience", "x", "--password-stdin"),
            taken + " is taken, choose another");
      }
    }

    @ParameterizedTest
    @CsvSource({
      "a b, --audience",
      "'', --audience",
      "é, --audience",
    })
    void refusesAnAudienceThatATokenCannotCarry(String audience, String option) {
      assertFailed(shell.run("clients", "add", "billing", "--audience", audience), option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "a\\b", ""})
    void refusesAScopeThatATokenCannotCarry(String scope) {
      assertFailed(
          shell.run("clients", "add", "billing", "--audience", "orders", "--scope", scope),
          "--scope");
    }

    @Test
    void refusesALifetimeOfPartsOfASecond() {
      assertFailed(
          shell.run("clients", "add", "b", "--audience", "o", "--lifetime", "PT0.5S"),
          "--lifetime");
    }

    @Test
    void refusesTheSameAudienceTwice() {
      assertFailed(
          shell.run("clients", "add", "b", "--audience", "o", "--audience", "o"), "--audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "", "é", "a/b"})
    void refusesANameThatDoesNotFitATokenOrAHeader(String name) {
      assertFailed(
          shell.run("clients", "add", name, "--audience", "orders"), "use 1 to 128 letters");
    }

    @Test
    void refusesAVerifiedAddressWithoutAnAddress() {
      assertFailed(
          shell.run("clients", "add", "b", "--audience", "o", "--email-verified"),
          "--email-verified needs --email");
    }

    @Test
    void saysErrorsAsJsonWhenAskedTo() {
      Outcome failed = shell.run("clients", "disable", "nobody", "--json");

      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.out()).isEmpty();
      assertThat(Shell.object(failed.err()).required("errors").get(0).asText())
          .isEqualTo("there is no nobody; see: clients list");
    }
  }

  @Nested
  class Users {
    @Test
    void takesThePasswordFromTheFirstLineOfStandardInput() {
      Outcome added = addUser("ada");

      assertThat(added).isEqualTo(new Outcome(0, "user ada added\n", ""));
      assertThat(shell.succeed("users", "list", "--json").onlyObject().required("name").asText())
          .isEqualTo("ada");
      assertThat(shell.succeed("users", "list").out()).doesNotContain(PASSWORD, "argon2");
    }

    @Test
    void printsJson() {
      Outcome added =
          shell.runOn(
              PASSWORD, "users", "add", "ada", "--audience", "o", "--password-stdin", "--json");
      Outcome changed =
          shell.runOn("another one", "users", "passwd", "ada", "--password-stdin", "--json");

      assertThat(added.onlyObject().required("name").asText()).isEqualTo("ada");
      assertThat(changed.onlyObject().required("password").asText()).isEqualTo("changed");
    }

    @ParameterizedTest
    @CsvSource({
      "1234567, use 8 to 256 characters",
      "'', standard input is empty",
      "'sgs_0123456789012345678901234567890123456789012', does not look like a secret",
      "'with\ta tab', use no control characters",
    })
    void refusesAPasswordThatBreaksARule(String password, String rule) {
      assertFailed(
          shell.runOn(password, "users", "add", "ada", "--audience", "o", "--password-stdin"),
          rule);
      assertThat(shell.succeed("users", "list").out()).isEmpty();
    }

    @Test
    void takesAPasswordOfTheLeastLength() {
      assertThat(
              shell
                  .runOn("12345678", "users", "add", "ada", "--audience", "o", "--password-stdin")
                  .exitCode())
          .isZero();
    }

    @Test
    void saysHowToGiveAPasswordWithoutATerminal() {
      assertFailed(shell.run("users", "add", "ada", "--audience", "o"), "use --password-stdin");
    }

    @Test
    void changesAPassword() {
      addUser("ada");

      Outcome changed = shell.runOn("another one\n", "users", "passwd", "ada", "--password-stdin");

      assertThat(changed).isEqualTo(new Outcome(0, "password of ada changed\n", ""));
    }

    @Test
    void changesNoPasswordOfNobodyOrOfAnApplication() {
      shell.succeed("clients", "add", "billing", "--audience", "orders");

      assertFailed(
          shell.runOn(PASSWORD, "users", "passwd", "ada", "--password-stdin"),
          "there is no consumer ada");
      assertFailed(
          shell.runOn(PASSWORD, "users", "passwd", "billing", "--password-stdin"),
          "billing is an application");
    }
  }

  private Outcome addUser(String name) {
    return shell.runOn(
        PASSWORD + "\nsecond line\n",
        "users",
        "add",
        name,
        "--audience",
        "orders",
        "--password-stdin");
  }

  static void assertFailed(Outcome outcome, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("error: ").contains(reason);
    assertThat(outcome.err().lines()).hasSize(1);
  }
}
