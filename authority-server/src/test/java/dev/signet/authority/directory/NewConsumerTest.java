package dev.signet.authority.directory;

import static dev.signet.authority.directory.TestConsumers.newConsumer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.TestRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewConsumerTest {

  @Nested
  class Names {
    @ParameterizedTest
    @ValueSource(strings = {"a", "alice@example.org", "urn:app:reports", "_x", "a-", "0"})
    void mayHaveLettersDigitsAndAFewMarks(String name) {
      assertThat(newConsumer(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "-a", "a b", "a/b", "a%3A", "a\n", "Zo\u00eb", "\uff41", "a\u0000"})
    void mayHaveNothingElse(String name) {
      assertThatThrownBy(() -> newConsumer(name))
          .isInstanceOf(DirectoryException.class)
          .hasMessageStartingWith("name: use");
    }

    @Test
    void mayHaveUpTo128Characters() {
      assertThat(newConsumer("a".repeat(128)).name()).hasSize(128);

      assertThatThrownBy(() -> newConsumer("a".repeat(129))).isInstanceOf(DirectoryException.class);
    }
  }

  @Nested
  class DetailRules {
    private NewConsumer with(Map<String, Object> details) {
      return new NewConsumer("alice", TestRecords.rights(), details);
    }

    @Test
    void takeTheStandardClaims() {
      Map<String, Object> details =
          Map.of(
              "name", "Zo\u00eb Tester",
              "given_name", "Zo\u00eb",
              "family_name", "Tester",
              "preferred_username", "zoe",
              "email", "zoe@example.org",
              "email_verified", false,
              "locale", "de-CH",
              "zoneinfo", "Europe/Zurich",
              "roles", List.of("auditor"),
              "groups", List.of());

      assertThat(with(details).details()).isEqualTo(details);
    }

    static List<Arguments> brokenDetails() {
      return List.of(
          Arguments.of("details", Map.of("sub", "root")),
          Arguments.of("details", Map.of("scope", "admin")),
          Arguments.of("details", Map.of("__proto__", "x")),
          Arguments.of("details.name", Map.of("name", 5)),
          Arguments.of("details.name", Map.of("name", " ")),
          Arguments.of("details.name", Map.of("name", "Zoe\r\nTester")),
          Arguments.of("details.name", Map.of("name", "Zoe\u2028Tester")),
          Arguments.of("details.email", Map.of("email", List.of("zoe@example.org"))),
          Arguments.of("details.email_verified", Map.of("email_verified", "true")),
          Arguments.of("details.roles", Map.of("roles", "auditor")),
          Arguments.of("details.roles", Map.of("roles", List.of(1))),
          Arguments.of("details.groups", Map.of("groups", List.of(List.of("nested")))));
    }

    @ParameterizedTest
    @MethodSource("brokenDetails")
    void refuseAnythingElseAndNameTheField(String field, Map<String, Object> details) {
      assertThatThrownBy(() -> with(details))
          .isInstanceOf(DirectoryException.class)
          .hasMessageStartingWith(field + ":");
    }

    @Test
    void countTheirBytesAsJson() {
      // {"name":"..."} has 11 bytes around the text, and an e with two dots has two bytes.
      int room = Details.MAX_JSON_BYTES - 11;

      with(Map.of("name", "\u00eb" + "a".repeat(room - 2)));

      assertThatThrownBy(() -> with(Map.of("name", "\u00eb" + "a".repeat(room - 1))))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("1536 bytes");
    }

    @Test
    void areCopied() {
      List<String> roles = new ArrayList<>(List.of("reader"));
      NewConsumer consumer = with(Map.of("roles", roles));

      roles.add("admin");

      assertThat(consumer.details()).containsEntry("roles", List.of("reader"));
    }
  }
}
