package dev.signet.authority.token;

import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static dev.signet.authority.keys.signing.SigningAlgorithm.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.http.OAuthException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningRulesTest {
  private final SigningRules rules =
      new SigningRules(
          ES256, Map.of("legacy", RS256, "old", RS256, "new", ED25519), Map.of("batch", ED25519));

  @Test
  void signsByDefaultWhereNothingElseIsSaid() {
    assertThat(rules.choose("billing", List.of("orders"))).isEqualTo(ES256);
  }

  @Test
  void signsAsTheApplicationIsToldTo() {
    assertThat(rules.choose("batch", List.of("orders"))).isEqualTo(ED25519);
  }

  @Test
  void signsWhatTheAudienceVerifiesWhoeverAsks() {
    assertThat(rules.choose("billing", List.of("legacy"))).isEqualTo(RS256);
    assertThat(rules.choose("batch", List.of("legacy"))).isEqualTo(RS256);
  }

  @Test
  void signsForSeveralAudiencesThatAgree() {
    assertThat(rules.choose("billing", List.of("orders", "legacy", "old"))).isEqualTo(RS256);
  }

  @Test
  void refusesOneTokenForAudiencesThatDiffer() {
    assertThatThrownBy(() -> rules.choose("billing", List.of("legacy", "new")))
        .isInstanceOfSatisfying(
            OAuthException.class, e -> assertThat(e.error()).isEqualTo("invalid_target"));
  }
}
