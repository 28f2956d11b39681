package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRecordVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void addConsumers() {
    shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders", "--scope", "read");
    shell.succeed("clients", "add", "reports", "--audience", "orders");
  }

  private JsonNode issue(String name, String lifetime) {
    return shell.succeed("tokens", "issue", name, "--lifetime", lifetime, "--json").onlyObject();
  }

  private List<String> list(String... options) {
    List<String> command = new ArrayList<>(List.of("tokens", "list", "--json"));
    command.addAll(List.of(options));
    return shell.succeed(command.toArray(String[]::new)).objects().stream()
        .map(each -> each.path("jti").asText())
        .toList();
  }

  private static String jti(JsonNode token) {
    return token.path("jti").asText();
  }

  private static void assertMisused(Outcome outcome, int exitCode, String reason) {
    assertThat(outcome.exitCode()).as(outcome::toString).isEqualTo(exitCode);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains(reason);
  }

  @Test
  void listsRecordsAndNeverAToken() {
    JsonNode token = issue("billing", "5m");

    Outcome listed = shell.succeed("tokens", "list");
    JsonNode object = shell.succeed("tokens", "list", "--json").onlyObject();

    assertThat(listed.out())
        .isEqualTo(
            jti(token)
                + "  expires 2026-11-22T10:05:00Z  holder: billing  client: billing"
                + "  audience: orders  scope: read\n");
    assertThat(listed.err()).isEmpty();
    assertThat(object.path("sub").asText()).isEqualTo("billing");
    assertThat(object.path("client_id").asText()).isEqualTo("billing");
    assertThat(object.path("aud").path(0).asText()).isEqualTo("orders");
    assertThat(object.path("issued_at").asText()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(object.path("expires_at").asText()).isEqualTo("2026-11-22T10:05:00Z");
    assertThat(object.toString()).doesNotContain(token.path("access_token").asText());
  }

  @Test
  void listsTheTokensOfAHolderOrAConsumerTheSoonestToExpireFirst() {
    String late = jti(issue("billing", "10m"));
    String soon = jti(issue("billing", "5m"));
    String other = jti(issue("reports", "7m"));

    assertThat(list()).containsExactly(soon, other, late);
    assertThat(list("--holder", "billing")).containsExactly(soon, late);
    assertThat(list("--client", "reports")).containsExactly(other);
    assertThat(list("--holder", "billing", "--client", "reports")).isEmpty();
    assertThat(list("--holder", "nobody here; \"x\"")).isEmpty();
    assertThat(shell.succeed("tokens", "list", "--holder", "nobody").err()).contains("none");
  }

  @Test
  void countsThem() {
    issue("billing", "5m");
    issue("billing", "10m");
    issue("reports", "5m");

    assertThat(shell.succeed("tokens", "count").out()).isEqualTo("3\n");
    assertThat(shell.succeed("tokens", "count", "--holder", "billing").out()).isEqualTo("2\n");
    assertThat(shell.succeed("tokens", "count", "--client", "reports").out()).isEqualTo("1\n");
    assertThat(shell.succeed("tokens", "count", "--json").onlyObject().path("count").asInt())
        .isEqualTo(3);
  }

  @Test
  void leavesOutWhatHasExpiredUnlessAsked() {
    String expired = jti(issue("billing", "5m"));
    String living = jti(issue("billing", "10m"));
    shell.clock().advance(Duration.ofMinutes(5));

    assertThat(list()).containsExactly(living);
    assertThat(list("--expired")).containsExactly(expired, living);
    assertThat(list("--expired", "--holder", "billing")).containsExactly(expired, living);
    assertThat(shell.succeed("tokens", "count").out()).isEqualTo("1\n");
    assertThat(shell.succeed("tokens", "count", "--expired").out()).isEqualTo("2\n");
  }

  @Test
  void goesOnWhereAPageEnded() {
    String first = jti(issue("billing", "5m"));
    String second = jti(issue("reports", "6m"));
    String third = jti(issue("billing", "7m"));

    Outcome page = shell.succeed("tokens", "list", "--limit", "2");
    String cursor = page.err().replace("more: --after ", "").strip();

    assertThat(page.out()).contains(first, second).doesNotContain(third);
    assertThat(list("--after", cursor)).containsExactly(third);
    assertThat(shell.succeed("tokens", "list", "--after", cursor).err()).isEmpty();
    List<JsonNode> objects = shell.succeed("tokens", "list", "--json").objects();
    assertThat(list("--after", objects.get(0).path("cursor").asText()))
        .containsExactly(second, third);
    assertThat(list("--holder", "billing", "--after", cursor)).containsExactly(third);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "%%%",
        "MSBhIGI",
        "LTEgYSBi!",
        "OTk5OTk5OTk5OTk5OTk5OTk5OTk5IGEgYg",
        "OTk5OTk5OTk5OTk5OTk5OTk5IGEgYg",
        "MSAgIGI",
        "MSBhIA",
        "eCBhIGI",
        "MSBhIABi"
      })
  void refusesACursorThatWasNotShown(String cursor) {
    issue("billing", "5m");
    if (cursor.equals("MSBhIGI")) {
      // "1 a b" could have been one, of long ago.
      assertThat(list("--after", cursor)).hasSize(1);
    } else {
      assertMisused(
          shell.run("tokens", "list", "--after=" + cursor),
          1,
          "--after is no cursor that tokens list has shown");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001"})
  void refusesALimitOutOfRange(String limit) {
    assertMisused(
        shell.run("tokens", "list", "--limit=" + limit), 2, "--limit must be from 1 to 1000");
  }

  @Test
  void takesTheLargestLimit() {
    issue("billing", "5m");

    assertThat(list("--limit", "1000")).hasSize(1);
    assertThat(list("--limit", "1")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\0b", "\ud800"})
  void refusesANameThatNobodyCanHave(String name) {
    assertMisused(shell.run("tokens", "list", "--holder", name), 1, "subject must ");
    assertMisused(shell.run("tokens", "count", "--client", name), 1, "clientId must ");
  }
}
