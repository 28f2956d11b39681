package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.cli.Shell.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotaVerbsTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openAShell() {
    shell = new Shell(folder);
    shell.succeed("clients", "add", "billing", "--audience", "orders");
  }

  private JsonNode only(String... command) {
    return shell.succeed(command).onlyObject();
  }

  @Test
  void setListAndClearAnAllowance() {
    shell.succeed("quotas", "set", "billing", "--issuing", "600/1m", "--calls", "10000/1h");

    JsonNode listed = only("quotas", "list", "--json");
    assertThat(listed.toString())
        .isEqualTo(
            "{\"consumer\":\"billing\",\"issuing\":{\"limit\":600,\"window\":60},"
                + "\"calls\":{\"limit\":10000,\"window\":3600},\"of\":\"sub\",\"live\":false,"
                + "\"changed_at\":\"2026-11-22T10:00:00Z\"}");
    assertThat(only("quotas", "list", "--consumer", "billing", "--json")).isEqualTo(listed);

    shell.succeed("quotas", "clear", "billing");
    assertThat(shell.succeed("quotas", "list").err())
        .isEqualTo("none: the configuration decides\n");
  }

  @Test
  void tellPeopleTheSame() {
    Outcome set =
        shell.succeed(
            "quotas", "set", "billing", "--calls", "1/365d", "--of", "client_id", "--live");

    assertThat(set.out())
        .containsPattern("^billing +issuing: - +calls: 1/PT8760H +of: client_id +live since 2026-");
    assertThat(shell.succeed("quotas", "list").out()).isEqualTo(set.out());
  }

  @Test
  void sayWhatGoesOnAfterALiveAllowanceIsCleared() {
    shell.succeed("quotas", "set", "billing", "--calls", "9/1h", "--live");
    assertThat(shell.succeed("quotas", "clear", "billing").err())
        .isEqualTo(
            "tokens that were issued with 9/PT1H go on with it until they expire or newer ones are"
                + " shown; to change that at once: quotas set billing --calls N/WINDOW --live\n");

    shell.succeed("quotas", "set", "billing", "--calls", "9/1h");
    assertThat(shell.succeed("quotas", "clear", "billing").err()).isEmpty();
    shell.succeed("quotas", "set", "billing", "--issuing", "9/1h");
    assertThat(shell.succeed("quotas", "clear", "billing").err()).isEmpty();
  }

  @Test
  void leaveAsItWasWhatIsNotNamed() {
    shell.succeed("quotas", "set", "billing", "--calls", "9/1h", "--of", "client_id", "--live");

    shell.succeed("quotas", "set", "billing", "--issuing", "5/1m");
    JsonNode both = only("quotas", "list", "--json");
    shell.succeed("quotas", "set", "billing", "--live=false");

    assertThat(both.required("calls").required("limit").asInt()).isEqualTo(9);
    assertThat(both.required("of").asText()).isEqualTo("client_id");
    assertThat(both.required("live").asBoolean()).isTrue();
    assertThat(only("quotas", "list", "--json").required("live").asBoolean()).isFalse();
  }

  @Test
  void showAPageAtATime() {
    for (String name : List.of("c", "a", "b")) {
      shell.succeed("quotas", "set", name, "--issuing", "5/1m");
    }

    Outcome first = shell.succeed("quotas", "list", "--limit", "2");

    assertThat(first.out().lines()).hasSize(2);
    assertThat(first.err()).isEqualTo("more: --after b\n");
    assertThat(shell.succeed("quotas", "list", "--after", "b").out()).startsWith("c ");
  }

  @Test
  void showWhatIsDamagedBesideTheOthersAndClearIt() throws SQLException {
    shell.succeed("quotas", "set", "billing", "--calls", "9/1h");
    shell.succeed("quotas", "set", "reports", "--calls", "9/1h");
    String message =
        "the allowance of billing is damaged (window must be whole seconds from PT1S to PT8760H);"
            + " run: quotas clear billing\n";
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("signet.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE allowances SET calls_window = 0 WHERE consumer = 'billing'");
    }

    assertThat(shell.succeed("quotas", "list").out()).startsWith(message).contains("reports ");
    assertThat(shell.succeed("quotas", "list", "--json").out())
        .startsWith("{\"consumer\":\"billing\",\"damaged\":\"window must be whole");
    assertThat(shell.run("quotas", "list", "--consumer", "billing").err()).contains(message);
    assertThat(shell.run("quotas", "set", "billing", "--issuing", "5/1m").err()).contains(message);
    shell.succeed("quotas", "clear", "billing");
    shell.succeed("quotas", "set", "billing", "--issuing", "5/1m");
  }

  @Test
  void sayWhenNobodyHereHasTheName() {
    assertThat(shell.succeed("quotas", "set", "ada", "--issuing", "5/1m").err())
        .startsWith("nobody of that name is in the database");
    assertThat(shell.succeed("quotas", "set", "billing", "--issuing", "5/1m").err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "0/1m",
        "-1/1m",
        "1000000001/1m",
        "99999999999999999999/1m",
        "5/0s",
        "5/-1s",
        "5/366d",
        "5/",
        "/1m",
        "5/1.5s",
        "five/1m",
        "5/PT1.5S",
        "5 / 1m",
        ""
      })
  void refuseARateThatIsNone(String rate) {
    for (String option : List.of("--issuing", "--calls")) {
      Outcome wrong = shell.run("quotas", "set", "billing", option, rate);

      assertThat(wrong.exitCode()).as(wrong.toString()).isEqualTo(2);
      assertThat(wrong.err()).contains(option, "such as 1000/1h");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "quotas set billing --issuing 5/1m --of jti, 2, is not sub or client_id",
    "quotas set billing, 1, 'name --issuing, --calls or both'",
    "quotas set billing --live, 1, 'name --issuing, --calls or both'",
    "quotas set bill\u0007ing --issuing 5/1m, 1, no consumer can have this name",
    "quotas clear billing, 1, there is no allowance of billing; see: quotas list",
    "quotas list --limit 0, 2, --limit must be from 1 to 1000",
    "quotas list --limit 1001, 2, --limit must be from 1 to 1000",
  })
  void sayWhatIsWrong(String command, int exitCode, String fault) {
    Outcome wrong = shell.run(command.split(" ", -1));

    assertThat(wrong.exitCode()).isEqualTo(exitCode);
    assertThat(wrong.err()).contains(fault);
  }

  @Test
  void areExplainedWithAToken() {
    shell.succeed("quotas", "set", "billing", "--issuing", "600/1m", "--calls", "10000/1h");

    String text = shell.succeed("tokens", "issue", "billing", "--explain").out();

    assertThat(text)
        .containsPattern("(?m)^issuing +600/PT1M +the allowance of billing; operators are not")
        .containsPattern("(?m)^calls +10000/PT1H of sub +quotas set billing$")
        .containsPattern(
            "(?m)^claim quota +\\{\"of\":\"sub\",\"limit\":10000,\"window\":3600} +the calls$");
  }

  @Test
  void areExplainedWhereThereIsNone() {
    String text = shell.succeed("tokens", "issue", "billing", "--explain").out();

    assertThat(text)
        .containsPattern("(?m)^issuing +unlimited ")
        .containsPattern("(?m)^calls +unlimited +nothing limits them$")
        .doesNotContain("claim quota");
  }
}
