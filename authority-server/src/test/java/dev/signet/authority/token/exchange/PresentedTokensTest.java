package dev.signet.authority.token.exchange;

import static dev.signet.authority.token.exchange.ExchangeScene.assertRefused;
import static dev.signet.authority.token.exchange.ExchangeScene.decoded;
import static dev.signet.authority.token.exchange.ExchangeScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens can be exchanged, and who can act; each test changes one thing in a good one. */
class PresentedTokensTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY = new RunningAuthority().configured(ExchangeScene.RULES);

  private static final ExchangeScene SCENE = new ExchangeScene(AUTHORITY);
  private static final Map<String, Object> COMPOSITE = Map.of("sub", "composite");

  @BeforeAll
  static void addConsumers() {
    SCENE.addConsumers();
  }

  /** A token of the authority's own key, of somebody whom its directory does not know. */
  private static String minted(Map<String, Object> more) {
    Instant now = AUTHORITY.clock().instant();
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", RunningAuthority.ISSUER);
    claims.put("sub", "grace");
    claims.put("holder_type", "user");
    claims.put("aud", "composite");
    claims.put("client_id", "elsewhere");
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(900).getEpochSecond());
    claims.put("jti", "minted");
    claims.put("scope", "stock.read");
    claims.putAll(more);
    return AUTHORITY.authority().openKeys().signer(SigningAlgorithm.ES256).signAccessToken(claims);
  }

  private static String tampered(String token) {
    int middle = token.lastIndexOf('.') + 20;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    return token.substring(0, middle) + other + token.substring(middle + 1);
  }

  @Nested
  class Subject {
    @Test
    void takesOneThatIsMeantForTheClient() {
      assertThat(SCENE.delegate(minted(Map.of()), "").status()).isEqualTo(200);
    }

    @Test
    void takesOneThatWasIssuedToTheClient() {
      assertThat(SCENE.impersonate(SCENE.ownToken(), "").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.4.4 what is no token is invalid_request")
    void refusesWhatIsNone() {
      assertRefused(SCENE.delegate("x", ""), "invalid_request");
      assertRefused(SCENE.delegate("a.b.c", ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.4 a token that is not signed by the authority is invalid_request")
    void refusesAForgedOne() {
      assertRefused(SCENE.delegate(tampered(minted(Map.of())), ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.4 an expired token is invalid_request")
    void refusesAnExpiredOne() {
      String shown = SCENE.acquire("ada", "composite");
      AUTHORITY.advance(Duration.ofSeconds(911));

      assertRefused(SCENE.delegate(shown, ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.4 a revoked token is invalid_request, at once")
    void refusesARevokedOne() {
      String shown = SCENE.acquire("ada", "composite");
      assertThat(SCENE.delegate(shown, "").status()).isEqualTo(200);

      SCENE.revoke("ada", shown);

      assertRefused(SCENE.delegate(shown, ""), "invalid_request");
      assertRefused(SCENE.impersonate(shown, ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.10 a token whose ancestor was revoked is invalid_request")
    void refusesOneWhoseAncestorWasRevoked() {
      String shown = SCENE.acquire("ada", "composite");
      String exchanged = token(SCENE.delegate(shown, "&audience=stock"));
      String own = SCENE.acquire("stock", "stock");
      assertThat(SCENE.delegate("stock", exchanged, own, "").status()).isEqualTo(200);

      SCENE.revoke("ada", shown);

      assertRefused(SCENE.delegate("stock", exchanged, own, ""), "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "stock", "COMPOSITE", "composite2"})
    @DisplayName("C.4.4 a token that was shown to another provider is invalid_request")
    void refusesOneForAnotherProvider(String audience) {
      assertRefused(SCENE.delegate(minted(Map.of("aud", audience)), ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.11 a token that is bound to a key is invalid_request")
    void refusesABoundOne() {
      Map<String, Object> bound = Map.of("cnf", Map.of("jkt", "x"));

      assertRefused(SCENE.delegate(minted(bound), ""), "invalid_request");
    }

    @Test
    @DisplayName("C16 a document of another type is no token")
    void refusesADocumentOfAnotherType() {
      String list = RestAssured.get(AUTHORITY.url("/revocations")).asString();

      assertRefused(SCENE.delegate(list, ""), "invalid_request");
    }
  }

  @Nested
  class Actor {
    private final String shown = minted(Map.of());

    @Test
    void mustBeTheClient() {
      assertRefused(act(SCENE.acquire("ada", "composite")), "invalid_request");
      assertRefused(act(SCENE.acquire("stock", "stock")), "invalid_request");
      assertThat(act(SCENE.ownToken()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.4.6 a token that the client has of another does not make it that other")
    void mustSpeakOfTheClient() {
      assertRefused(act(token(SCENE.impersonate(shown, ""))), "invalid_request");
    }

    @Test
    @DisplayName("C.4.4 what is wrong with a subject token is wrong with an actor token")
    void isJudgedLikewise() {
      String own = SCENE.ownToken();
      String revoked = SCENE.acquire("composite", "depot");
      SCENE.revoke("composite", revoked);
      Map<String, Object> bound =
          Map.of("sub", "composite", "client_id", "composite", "cnf", Map.of("jkt", "x"));

      for (String bad : List.of("x", tampered(own), revoked, minted(bound))) {
        assertRefused(act(bad), "invalid_request");
      }
      AUTHORITY.advance(Duration.ofSeconds(911));
      assertRefused(SCENE.delegate("composite", minted(Map.of()), own, ""), "invalid_request");
    }

    private Answer act(String token) {
      return SCENE.delegate("composite", shown, token, "");
    }
  }

  @Nested
  class Chain {
    @Test
    @DisplayName("C.4.6 of an earlier actor its name is kept, and no time nor audience")
    void keepsNamesOfActorsOnly() {
      Map<String, Object> act = Map.of("sub", "front", "exp", 1, "nbf", 9_999_999_999L, "aud", "x");

      JsonNode claims = decoded(SCENE.delegate(minted(Map.of("act", act)), "")).claims();

      assertThat(claims.required("act").toString())
          .isEqualTo("{\"sub\":\"composite\",\"act\":{\"sub\":\"front\"}}");
    }

    @Test
    @DisplayName("C.4.12 five actors are a chain, six are too many")
    void boundsTheActors() {
      JsonNode claims = decoded(SCENE.delegate(minted(actors(4)), "")).claims();

      assertThat(claims.required("act").findValuesAsText("sub")).hasSize(5);
      assertRefused(SCENE.delegate(minted(actors(5)), ""), "invalid_request");
    }

    private static Map<String, Object> actors(int count) {
      Map<String, Object> claims = Map.of();
      for (int i = 0; i < count; i++) {
        Map<String, Object> act = new HashMap<>(claims);
        act.put("sub", "actor" + i);
        claims = Map.of("act", act);
      }
      return claims;
    }

    @Test
    @DisplayName("C.4.12 a token is exchanged five times, and no sixth")
    void boundsTheAncestors() {
      String current = minted(Map.of("client_id", "composite"));
      for (int times = 1; times <= 5; times++) {
        Answer next = SCENE.impersonate(current, "");
        current = token(next);
        assertThat(decoded(next).claims().required("ancestors")).hasSize(times);
      }

      assertRefused(SCENE.impersonate(current, ""), "invalid_request");
    }

    @Test
    @DisplayName("C.4.12 a token that would be too large is the client's fault, not the server's")
    void boundsTheSize() {
      // A token of ES256 has room for about 2900 bytes of claims in its 4096 characters.
      assertThat(named(2_400).status()).isEqualTo(200);
      assertRefused(named(2_800), "invalid_request");
    }

    private static Answer named(int chars) {
      return SCENE.delegate(minted(Map.of("name", "n".repeat(chars))), "");
    }

    @Test
    void refusesWhoActsTwice() {
      String acted = token(SCENE.delegate(minted(Map.of()), "&audience=stock"));
      String back = token(SCENE.delegate("stock", acted, SCENE.acquire("stock", "stock"), ""));

      assertRefused(SCENE.delegate(back, ""), "invalid_request");
    }

    @Test
    void refusesWhoActsForItself() {
      assertRefused(SCENE.delegate(SCENE.ownToken(), ""), "invalid_request");
      assertRefused(
          SCENE.delegate(minted(Map.of("sub", "composite", "holder_type", "user")), ""),
          "invalid_request");
    }

    @Test
    @DisplayName("C.4.6 a holder cannot act in its own chain")
    void refusesAHolderWhoActs() {
      assertRefused(
          SCENE.delegate(minted(Map.of("act", Map.of("sub", "grace"))), ""), "invalid_request");
    }
  }

  @Nested
  class MayAct {
    @Test
    @DisplayName("C.4.8 sub must be the client, iss the authority if it is there")
    void comparesSubAndIss() {
      assertThat(mayAct(COMPOSITE).status()).isEqualTo(200);
      assertThat(mayAct(Map.of("sub", "composite", "iss", RunningAuthority.ISSUER)).status())
          .isEqualTo(200);
      assertRefused(mayAct(Map.of("sub", "composite", "iss", "https://a")), "invalid_request");
      assertRefused(mayAct(Map.of("sub", "Composite")), "invalid_request");
    }

    @Test
    @DisplayName("C.4.8 what cannot be compared excludes")
    void refusesWhatItCannotCompare() {
      assertRefused(mayAct(Map.of("sub", "composite", "org", "a")), "invalid_request");
      assertRefused(mayAct(Map.of()), "invalid_request");
      assertRefused(mayAct(Map.of("iss", RunningAuthority.ISSUER)), "invalid_request");
      assertRefused(mayAct("composite"), "invalid_request");
      assertRefused(mayAct(List.of(COMPOSITE)), "invalid_request");
    }

    private static Answer mayAct(Object claim) {
      return SCENE.delegate(minted(Map.of("may_act", claim)), "");
    }
  }

  @Nested
  class Holder {
    @Test
    void takesDetailsOfNowFromTheDirectory() {
      // The token calls her otherwise than the directory does.
      JsonNode claims =
          decoded(SCENE.delegate(minted(Map.of("sub", "ada", "name", "Old")), "")).claims();

      assertThat(claims.required("name").asText()).isEqualTo("The ada");
    }

    @Test
    void takesDetailsOfTheTokenForAStranger() {
      Map<String, Object> said =
          Map.of("name", "Grace", "roles", List.of("admiral"), "tenant", "navy", "rank", 7);

      JsonNode claims = decoded(SCENE.delegate(minted(said), "")).claims();

      assertThat(claims.required("name").asText()).isEqualTo("Grace");
      assertThat(claims.required("roles").toString()).isEqualTo("[\"admiral\"]");
      assertThat(claims.required("holder_type").asText()).isEqualTo("user");
      assertThat(claims.has("tenant")).isFalse();
      assertThat(claims.has("rank")).isFalse();
    }

    @Test
    void refusesOneThatIsDisabled() {
      String shown = minted(Map.of("sub", "shop"));
      assertThat(SCENE.delegate(shown, "").status()).isEqualTo(200);

      AUTHORITY.authority().administration().disable("shop");
      try {
        assertRefused(SCENE.delegate(shown, ""), "invalid_request");
        assertRefused(SCENE.impersonate(shown, ""), "invalid_request");
      } finally {
        AUTHORITY.authority().administration().enable("shop");
      }
    }

    @Test
    void refusesOneOfTheNameOfAnother() {
      Map<String, Object> program = Map.of("sub", "ada", "holder_type", "application");

      assertRefused(SCENE.delegate(minted(program), ""), "invalid_request");
    }
  }

  @Test
  @DisplayName("C.10.3 introspection shows who acts, who asked and for whom")
  void isShownByIntrospection() {
    String exchanged = token(SCENE.delegate(minted(Map.of()), "&audience=stock"));

    JsonNode answer =
        ContractFilter.answer(
                TokenClient.of(AUTHORITY)
                    .request()
                    .header("Authorization", TokenClient.basicHeader("stock", ExchangeScene.SECRET))
                    .body("token=" + exchanged)
                    .post(AUTHORITY.url("/introspect")))
            .json();

    assertThat(answer.required("active").asBoolean()).isTrue();
    assertThat(answer.required("act").toString()).isEqualTo("{\"sub\":\"composite\"}");
    assertThat(answer.required("client_id").asText()).isEqualTo("composite");
    assertThat(answer.required("sub").asText()).isEqualTo("grace");
  }
}
