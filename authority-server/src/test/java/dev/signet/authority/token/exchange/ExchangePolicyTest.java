package dev.signet.authority.token.exchange;

import static dev.signet.authority.token.exchange.ExchangeScene.assertRefused;
import static dev.signet.authority.token.exchange.ExchangeScene.decoded;
import static dev.signet.authority.token.exchange.ExchangeScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.token.DecodedToken;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may exchange what, and that nothing grows by it. */
class ExchangePolicyTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY = new RunningAuthority().configured(ExchangeScene.RULES);

  private static final ExchangeScene SCENE = new ExchangeScene(AUTHORITY);
  private String shown = "";

  @BeforeAll
  static void addConsumers() {
    SCENE.addConsumers();
  }

  @BeforeEach
  void acquire() {
    shown = SCENE.acquire("ada", "composite");
  }

  @Nested
  class Rules {
    @Test
    void refusesAClientWithoutARule() {
      String own = SCENE.acquire("stranger", "stock");

      assertRefused(SCENE.delegate("stranger", shown, own, ""), "unauthorized_client");
    }

    @Test
    @DisplayName("C.4.7 without a rule for it nobody passes for another")
    void refusesImpersonationToWhoMayDelegate() {
      String shownToStock = token(SCENE.delegate(shown, "&audience=stock"));
      String own = SCENE.acquire("stock", "stock");

      assertRefused(SCENE.post("stock", ExchangeScene.form(shownToStock)), "unauthorized_client");
      assertThat(SCENE.delegate("stock", shownToStock, own, "").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.7 a client without the grant type is unauthorized_client")
    void refusesAClientWithoutTheGrantType() {
      assertRefused(SCENE.post("ada", ExchangeScene.form(shown)), "unauthorized_client");
    }
  }

  @Nested
  class Scope {
    @Test
    @DisplayName("C.4.9 without a scope it is what token, rule and client have in common")
    void intersectsWhatIsAllowed() {
      String shops = SCENE.acquire("shop", "composite");

      assertThat(scope(SCENE.delegate(shown, ""))).isEqualTo("stock.read stock.count");
      assertThat(scope(SCENE.delegate(shops, ""))).isEqualTo("stock.read");
      assertThat(scope(SCENE.delegate(shops, "&scope=stock.read"))).isEqualTo("stock.read");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "stock.count", // not in the token of the shop
          "stock.write", // not in the rule
          "own.write", // of the client, for itself
          "stock.read+stock.count",
          "stock.rea",
          "+stock.read"
        })
    @DisplayName("C.4.9 never more than that: invalid_scope")
    void refusesToWidenTheScope(String scope) {
      String shops = SCENE.acquire("shop", "composite");

      assertRefused(SCENE.delegate(shops, "&scope=" + scope), "invalid_scope");
      assertRefused(SCENE.impersonate(shops, "&scope=" + scope), "invalid_scope");
    }

    @Test
    @DisplayName("C.4.9 what was narrowed once stays so")
    void doesNotWidenAgain() {
      String narrowed = token(SCENE.delegate(shown, "&scope=stock.count&audience=stock"));
      String own = SCENE.acquire("stock", "stock");

      Answer next = SCENE.delegate("stock", narrowed, own, "");

      assertThat(next.status()).isEqualTo(200);
      assertThat(next.json().has("scope")).isFalse();
      assertRefused(SCENE.delegate("stock", narrowed, own, "&scope=stock.read"), "invalid_scope");
    }

    private static String scope(Answer answer) {
      return decoded(answer).claims().required("scope").asText();
    }
  }

  @Nested
  class Audience {
    @ParameterizedTest
    @ValueSource(strings = {"own", "unreachable", "elsewhere", "STOCK", "guarded"})
    @DisplayName("C.4.4, C.4.9 an audience beyond rule or rights is invalid_target")
    void refusesToWidenTheAudience(String audience) {
      assertRefused(SCENE.delegate(shown, "&audience=" + audience), "invalid_target");
      assertRefused(
          SCENE.delegate(shown, "&audience=stock&audience=" + audience), "invalid_target");
    }

    @Test
    void keepsModesApart() {
      assertRefused(SCENE.impersonate(shown, "&audience=depot"), "invalid_target");
      assertThat(SCENE.delegate(shown, "&audience=depot").status()).isEqualTo(200);
    }

    @Test
    void takesTheFirstOfTheRuleByDefault() {
      assertThat(decoded(SCENE.delegate(shown, "")).claims().required("aud").asText())
          .isEqualTo("stock");
    }
  }

  @Nested
  class Lifetime {
    @Test
    @DisplayName("C.4.9 it expires with the subject token at the latest")
    void endsWithTheSubject() {
      AUTHORITY.advance(Duration.ofMinutes(10));
      Answer answer = SCENE.delegate(shown, "");

      assertThat(answer.json().required("expires_in").asInt()).isEqualTo(300);
      assertThat(expiry(token(answer))).isEqualTo(expiry(shown));
    }

    @Test
    @DisplayName("C.4.9 it expires with the actor token at the latest")
    void endsWithTheActor() {
      String own = SCENE.ownToken();
      AUTHORITY.advance(Duration.ofMinutes(10));
      String fresh = SCENE.acquire("ada", "composite");

      String exchanged = token(SCENE.delegate("composite", fresh, own, ""));

      assertThat(expiry(exchanged)).isEqualTo(expiry(own)).isLessThan(expiry(fresh));
    }

    @Test
    @DisplayName("C.4.9 one second is a life, less is invalid_request")
    void refusesWhatIsLeftBelowASecond() {
      AUTHORITY.advance(Duration.ofSeconds(899));
      assertThat(SCENE.impersonate(shown, "").json().required("expires_in").asInt()).isEqualTo(1);

      AUTHORITY.advance(Duration.ofSeconds(1));
      // A validator allows 10 s for clocks apart; a new token is not made of that.
      assertRefused(SCENE.impersonate(shown, ""), "invalid_request");
    }

    private static long expiry(String token) {
      return DecodedToken.of(token).claims().required("exp").asLong();
    }
  }

  @Nested
  class MayAct {
    @Test
    @DisplayName("C.4.8 a token says who may act, if its audience is configured so")
    void namesWhoMayAct() {
      assertThat(claim("guarded")).isEqualTo("{\"sub\":\"composite\"}");
      assertThat(claim("composite")).isEqualTo("");
    }

    private String claim(String audience) {
      return DecodedToken.of(SCENE.acquire("ada", audience)).claims().path("may_act").toString();
    }

    @Test
    @DisplayName("C.4.8 whoever it names may act, and pass for the holder")
    void takesTheClientThatIsNamed() {
      String guarded = SCENE.acquire("ada", "guarded");

      assertThat(SCENE.delegate(guarded, "").status()).isEqualTo(200);
      assertThat(SCENE.impersonate(guarded, "").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.4.8 nobody else may, whatever the rule says")
    void refusesAnotherClient() {
      String closed = SCENE.acquire("ada", "closed");

      assertRefused(SCENE.delegate(closed, ""), "invalid_request");
      assertRefused(SCENE.impersonate(closed, ""), "invalid_request");
    }

    @Test
    void refusesATokenForWhichTwoMayAct() {
      String one = "grant_type=client_credentials&audience=guarded";

      assertThat(SCENE.post("unscoped", one + "&audience=composite").status()).isEqualTo(200);
      assertRefused(SCENE.post("unscoped", one + "&audience=closed"), "invalid_target");
    }
  }
}
