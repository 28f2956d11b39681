package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokens issue --explain}: a token that is told of and not issued. */
class TokensExplainTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void addAUser() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("signet.yaml"),
            """
            profile: development
            keys: {algorithms: [ES256, RS256]}
            audiences:
              stock: {claims: [roles], mayAct: composite, algorithm: RS256}
            """);
    shell = new Shell(folder).with("SIGNET_CONFIG", yaml.toString());
    Outcome added =
        shell.runOn(
            "correct horse battery staple\n",
            "users",
            "add",
            "ada",
            "--password-stdin",
            "--audience",
            "orders",
            "--audience",
            "stock",
            "--scope",
            "stock.read",
            "--name",
            "Ada",
            "--role",
            "clerk");
    assertThat(added.exitCode()).as(added::toString).isZero();
  }

  private JsonNode explain(String... more) {
    String[] all = {"tokens", "issue", "ada", "--explain", "--json"};
    String[] command = new String[all.length + more.length];
    System.arraycopy(all, 0, command, 0, all.length);
    System.arraycopy(more, 0, command, all.length, more.length);
    return shell.succeed(command).onlyObject();
  }

  private static String result(JsonNode explanation, String step) {
    return explanation
        .required("steps")
        .valueStream()
        .filter(each -> each.required("step").asText().equals(step))
        .map(each -> each.required("result").asText())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> claims(JsonNode explanation) {
    return explanation
        .required("claims")
        .valueStream()
        .map(each -> each.required("claim").asText())
        .toList();
  }

  @Test
  void tellsEachDecision() {
    JsonNode explanation = explain();

    assertThat(explanation.required("issued").asBoolean()).isFalse();
    assertThat(result(explanation, "consumer")).isEqualTo("ada, user");
    assertThat(result(explanation, "rights"))
        .isEqualTo("audiences orders stock; scopes stock.read; lifetime any");
    assertThat(result(explanation, "audience")).isEqualTo("orders");
    assertThat(result(explanation, "scope")).isEqualTo("stock.read");
    assertThat(result(explanation, "lifetime")).isEqualTo("PT15M");
    assertThat(result(explanation, "algorithm")).isEqualTo("ES256");
  }

  @Test
  void tellsWhichDetailsAnAudienceGetsAndWhichAreHeldBack() {
    JsonNode orders = explain("--audience", "orders");
    JsonNode stock = explain("--audience", "stock");

    assertThat(claims(orders)).contains("name", "roles").doesNotContain("may_act", "jti");
    assertThat(orders.required("held_back")).isEmpty();
    assertThat(claims(stock)).contains("roles", "may_act").doesNotContain("name");
    assertThat(stock.required("held_back").toString()).isEqualTo("[\"name\"]");
    assertThat(result(stock, "algorithm")).isEqualTo("RS256");
  }

  @Test
  void tellsPeopleTheSame() {
    String text = shell.succeed("tokens", "issue", "ada", "--explain", "--audience", "stock").out();

    assertThat(text)
        .containsPattern("(?m)^audience +stock +asked for, and within them$")
        .containsPattern("(?m)^claim roles +\\[\"clerk\"\\] +a detail in the directory$")
        .containsPattern("(?m)^held back +name +audiences.NAME.claims of its audience$")
        .endsWith("nothing was issued\n");
  }

  @Test
  void issuesNothingAndMakesNoKey() {
    explain();

    assertThat(shell.succeed("tokens", "count").out().strip()).startsWith("0");
    assertThat(folder.resolve("keys")).doesNotExist();
  }

  @Test
  void refusesWhatWouldBeRefused() {
    Outcome refused = shell.run("tokens", "issue", "ada", "--explain", "--audience", "payroll");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("the audiences of ada are: orders stock");
  }
}
