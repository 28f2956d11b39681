package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.application;
import static dev.signet.authority.storage.TestRecords.rights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerRecordTest {

  private static ConsumerRecord withDetails(Map<String, Object> details) {
    return new ConsumerRecord(
        "a", ConsumerKind.USER, "stored", true, rights(), List.of(), details, NOW.plusNanos(1));
  }

  private static TokenRights lasting(Duration lifetime) {
    return new TokenRights(List.of("orders"), Set.of(), Optional.of(lifetime));
  }

  @Test
  void printsNeitherCredentialNorDetails() {
    assertThat(application("reports").toString())
        .contains("reports")
        .doesNotContain("hmac")
        .doesNotContain("Tester");
  }

  @Test
  void cutsItsTimeToWholeSeconds() {
    assertThat(withDetails(Map.of()).createdAt()).isEqualTo(NOW);
  }

  @Test
  void takesDetailsThatAreStringsBooleansOrListsOfStrings() {
    Map<String, Object> details = Map.of("a", "text", "b", true, "c", List.of("x"));

    assertThat(withDetails(details).details()).isEqualTo(details);
  }

  @Test
  void refusesOtherDetailsAndNamesThem() {
    assertThatThrownBy(() -> withDetails(Map.of("age", 7))).hasMessageStartingWith("details.age");
    assertThatThrownBy(() -> withDetails(Map.of("list", List.of(7))))
        .hasMessageStartingWith("details.list");
    assertThatThrownBy(() -> withDetails(Map.of("map", Map.of())))
        .hasMessageStartingWith("details.map");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "a\u0000"})
  void refusesANameThatIsNoWord(String name) {
    assertThatThrownBy(() -> application(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name");
  }

  @Test
  void changesOneThingAtATime() {
    ConsumerRecord enabled = application("reports");

    assertThat(enabled.withEnabled(false).withEnabled(true)).isEqualTo(enabled);
    assertThat(enabled.withEnabled(false).enabled()).isFalse();
    assertThat(enabled.withCredential("other").credential()).isEqualTo("other");
    assertThat(enabled.withCredential("other").withCredential(enabled.credential()))
        .isEqualTo(enabled);
  }

  @Test
  void takesALifetimeOfWholeSecondsOnly() {
    assertThat(lasting(Duration.ofSeconds(1)).lifetime()).contains(Duration.ofSeconds(1));

    assertThatThrownBy(() -> lasting(Duration.ZERO)).hasMessageStartingWith("lifetime");
    assertThatThrownBy(() -> lasting(Duration.ofSeconds(-1))).hasMessageStartingWith("lifetime");
    assertThatThrownBy(() -> lasting(Duration.ofMillis(1500))).hasMessageStartingWith("lifetime");
  }

  @Test
  void refusesAnAudienceThatIsNoWordOrComesTwice() {
    for (List<String> wrong : List.of(List.of("two words"), List.of(""), List.of("a", "a"))) {
      assertThatThrownBy(() -> providing(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("provides");
    }
    assertThat(providing(List.of("b", "a")).provides()).containsExactly("b", "a");
  }

  private static ConsumerRecord providing(List<String> audiences) {
    return new ConsumerRecord(
        "a",
        ConsumerKind.APPLICATION,
        "stored",
        true,
        TokenRights.none(),
        audiences,
        Map.of(),
        NOW);
  }

  @Test
  void takesAllRightsOrNone() {
    assertThat(TokenRights.none().audiences()).isEmpty();

    assertThatThrownBy(
            () -> new TokenRights(List.of("orders"), Set.of(), Optional.empty(), Set.of()))
        .hasMessageStartingWith("grantTypes");
    assertThatThrownBy(() -> new TokenRights(List.of(), Set.of("read"), Optional.empty(), Set.of()))
        .hasMessageStartingWith("audiences");
  }

  @Test
  void refusesRightsWithoutAnAudience() {
    assertThatThrownBy(() -> new TokenRights(List.of(), Set.of(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("audiences");
  }
}
