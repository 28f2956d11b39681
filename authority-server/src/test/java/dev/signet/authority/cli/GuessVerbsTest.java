package dev.signet.authority.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.token.TokenClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator sees and ends waits of a running authority, over its database. */
class GuessVerbsTest {
  private static final String PASSWORD = "correct horse battery";

  private final RunningAuthority authority =
      new RunningAuthority().with("SIGNET_SIGN_IN_FAILURES", "3").start();
  private final Shell shell = new Shell(requireNonNull(authority.database().getParent()));

  @BeforeEach
  void addAUser() {
    authority.addUser("ada", PASSWORD, Map.of());
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private int signIn(String name, String password) {
    return TokenClient.of(authority).basic(name, password, TokenClient.GRANT).status();
  }

  private void failAs(String name) {
    for (int i = 0; i < 3; i++) {
      signIn(name, "wrong");
    }
    authority.shareGuesses();
  }

  private List<JsonNode> listed() {
    return shell.succeed("guesses", "list", "--json").objects();
  }

  @Test
  void listsWhoWaitsSinceWhenAndUntilWhen() {
    failAs("ada");

    assertThat(shell.succeed("guesses", "list").out())
        .matches(
            "ada +127.0.0.1 +3 failures since 2026-11-22T10:00:00Z"
                + "  waits until 2026-11-22T10:00:20Z\\R");
    assertThat(listed())
        .singleElement()
        .satisfies(
            wait -> {
              assertThat(wait.required("kind").asText()).isEqualTo("account_and_address");
              assertThat(wait.required("name").asText()).isEqualTo("ada");
              assertThat(wait.required("address").asText()).isEqualTo("127.0.0.1");
              assertThat(wait.required("failures").asInt()).isEqualTo(3);
              assertThat(wait.required("until").asText()).isEqualTo("2026-11-22T10:00:20Z");
            });
  }

  @Test
  void showsANameThatNobodyHasAsItsHash() {
    failAs("sgs_a-secret-in-the-wrong-field");

    assertThat(shell.succeed("guesses", "list").out())
        .startsWith("unknown name ")
        .doesNotContain("sgs_");
    assertThat(listed().get(0).has("name")).isFalse();
  }

  @Test
  void endsTheWaitsOfANameAtTheRunningAuthority() {
    failAs("ada");
    assertThat(signIn("ada", PASSWORD)).isEqualTo(429);

    assertThat(shell.succeed("guesses", "lift", "ada").out())
        .isEqualTo("ada forgiven, waits ended: 1" + System.lineSeparator());
    authority.shareGuesses();

    assertThat(signIn("ada", PASSWORD)).isEqualTo(200);
    assertThat(shell.succeed("guesses", "list").err()).contains("nobody waits");
  }

  @Test
  void endsTheWaitsOfAnAddress() {
    failAs("ada");

    assertThat(shell.succeed("guesses", "lift", "127.0.0.1", "--json").onlyObject().toString())
        .isEqualTo("{\"lifted\":\"127.0.0.1\",\"waits\":1}");
    authority.shareGuesses();

    assertThat(signIn("ada", PASSWORD)).isEqualTo(200);
  }

  @Test
  void endsNoOtherWait() {
    failAs("ada");

    assertThat(shell.succeed("guesses", "lift", "grace", "--json").onlyObject().toString())
        .contains("\"waits\":0");
    authority.shareGuesses();

    assertThat(signIn("ada", PASSWORD)).isEqualTo(429);
  }

  @Test
  void refusesALimitOfNone() {
    assertThat(shell.run("guesses", "list", "--limit", "0").exitCode()).isEqualTo(1);
  }
}
