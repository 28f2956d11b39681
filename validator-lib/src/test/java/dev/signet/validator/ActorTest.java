package dev.signet.validator;

import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who acts for a holder (RFC 8693 §4.1); what is no actor is in {@link HostileClaimsTest}. */
class ActorTest {
  private final Bench bench = new Bench();

  private Token withAct(String json) {
    return bench.assertAccepted(valid().claim("act", json).signed());
  }

  @Test
  @DisplayName("C.4.6 the outermost actor is the one to decide on")
  void tellsTheOutermostActor() {
    Token token = withAct("{\"sub\":\"stock\",\"act\":{\"sub\":\"front\",\"iss\":\"https://a\"}}");

    Token.Actor actor = token.actor().orElseThrow();
    assertThat(actor.subject()).contains("stock");
    assertThat(actor.issuer()).isEmpty();
    assertThat(actor.claims()).isEqualTo(Map.of("sub", "stock"));
    assertThat(token.holder().subject()).isEqualTo("alice");
  }

  @Test
  @DisplayName("C.4.6 those before it are told in their order")
  void tellsTheEarlierActorsAfterIt() {
    Token token = withAct("{\"sub\":\"stock\",\"act\":{\"sub\":\"front\",\"iss\":\"https://a\"}}");

    assertThat(token.actors())
        .containsExactly(
            new Token.Actor(Map.of("sub", "stock")),
            new Token.Actor(Map.of("sub", "front", "iss", "https://a")));
    assertThat(token.actors().get(1).issuer()).contains("https://a");
  }

  @Test
  @DisplayName("C.4.6 exp, nbf and aud within act decide nothing")
  void takesNoTimeFromWithin() {
    Token token = withAct("{\"sub\":\"stock\",\"exp\":1,\"nbf\":9999999999,\"aud\":\"other\"}");

    assertThat(token.actor().flatMap(Token.Actor::subject)).contains("stock");
  }

  @Test
  void knowsNobodyWhereNobodyActs() {
    for (TestTokens tokens : List.of(valid(), valid().claim("act", "null"))) {
      Token token = bench.assertAccepted(tokens.signed());

      assertThat(token.actor()).isEqualTo(Optional.empty());
      assertThat(token.actors()).isEmpty();
    }
  }

  @Test
  void readsANameThatIsNoneAsAbsent() {
    assertThat(withAct("{\"sub\":7}").actor().flatMap(Token.Actor::subject)).isEmpty();
    assertThat(withAct("{}").actor()).isPresent();
  }
}
