package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRecordTest {
  private final TokenRecord valid = token("a");

  private TokenRecord withAudience(List<String> audience) {
    return new TokenRecord(
        valid.jti(),
        valid.subject(),
        valid.clientId(),
        audience,
        valid.scopes(),
        valid.issuedAt(),
        valid.expiresAt(),
        valid.keyId(),
        valid.ancestors());
  }

  private TokenRecord withScopes(Set<String> scopes) {
    return new TokenRecord(
        valid.jti(),
        valid.subject(),
        valid.clientId(),
        valid.audience(),
        scopes,
        valid.issuedAt(),
        valid.expiresAt(),
        valid.keyId(),
        valid.ancestors());
  }

  private TokenRecord withAncestors(List<String> ancestors) {
    return new TokenRecord(
        valid.jti(),
        valid.subject(),
        valid.clientId(),
        valid.audience(),
        valid.scopes(),
        valid.issuedAt(),
        valid.expiresAt(),
        valid.keyId(),
        ancestors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "a\n", "\u00eb"})
  void refusesAJtiThatIsNoWord(String jti) {
    assertThatThrownBy(() -> token(jti))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("jti");
  }

  @Test
  void takesAJtiOf128Characters() {
    assertThat(token("a".repeat(128)).jti()).hasSize(128);

    assertThatThrownBy(() -> token("a".repeat(129))).hasMessageStartingWith("jti");
  }

  @Test
  void refusesAnAudienceThatIsEmptyOrTwiceTheSame() {
    assertThatThrownBy(() -> withAudience(List.of())).hasMessageStartingWith("audience");
    assertThatThrownBy(() -> withAudience(List.of("a", "a"))).hasMessageStartingWith("audience");
    assertThatThrownBy(() -> withAudience(List.of("a b"))).hasMessageStartingWith("audience");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "\u00eb", "a\t"})
  void refusesWhatIsNoScopeToken(String scope) {
    assertThatThrownBy(() -> withScopes(Set.of(scope)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("scopes");
  }

  @Test
  void takesEveryCharacterOfAScopeToken() {
    assertThat(withScopes(Set.of("!#[]~:/")).scopes()).containsExactly("!#[]~:/");
    assertThat(withScopes(Set.of()).scopes()).isEmpty();
  }

  @Test
  void cutsTimesToWholeSeconds() {
    assertThat(tokenExpiringAt("a", NOW.plusMillis(1999)).expiresAt())
        .isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void refusesToExpireWithinTheSecondOfItsIssue() {
    assertThat(tokenExpiringAt("a", NOW.plusSeconds(1)).expiresAt()).isAfter(NOW);

    assertThatThrownBy(() -> tokenExpiringAt("a", NOW.plusMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expiresAt");
  }

  @Test
  void takesFiveAncestorsAndNoMore() {
    assertThat(withAncestors(List.of("1", "2", "3", "4", "5")).ancestors()).hasSize(5);

    assertThatThrownBy(() -> withAncestors(List.of("1", "2", "3", "4", "5", "6")))
        .hasMessageStartingWith("ancestors");
    assertThatThrownBy(() -> withAncestors(Collections.singletonList("a".repeat(129))))
        .hasMessageStartingWith("ancestors");
  }

  @Test
  void copiesWhatItIsGiven() {
    List<String> audience = new ArrayList<>(List.of("orders"));
    TokenRecord record = withAudience(audience);

    audience.add("admin");

    assertThat(record.audience()).containsExactly("orders");
    assertThatThrownBy(() -> record.scopes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
