package dev.signet.authority.token.exchange;

import static dev.signet.authority.token.exchange.ExchangeScene.ACCESS_TOKEN;
import static dev.signet.authority.token.exchange.ExchangeScene.TYPE;
import static dev.signet.authority.token.exchange.ExchangeScene.actor;
import static dev.signet.authority.token.exchange.ExchangeScene.assertRefused;
import static dev.signet.authority.token.exchange.ExchangeScene.decoded;
import static dev.signet.authority.token.exchange.ExchangeScene.form;
import static dev.signet.authority.token.exchange.ExchangeScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.token.DecodedToken;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked and answered (RFC 8693 §2.1, 2.2), and what the new token says (§4). */
class ExchangeTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY = new RunningAuthority().configured(ExchangeScene.RULES);

  private static final ExchangeScene SCENE = new ExchangeScene(AUTHORITY);
  private static String shown = "";
  private static String own = "";

  @BeforeAll
  static void addConsumers() {
    SCENE.addConsumers();
    shown = SCENE.acquire("ada", "composite");
    own = SCENE.ownToken();
  }

  @Nested
  class Request {
    @Test
    @DisplayName("C.4.1 subject_token and subject_token_type are required")
    void requiresTheSubjectTokenAndItsType() {
      String grant = "grant_type=" + TYPE;

      assertRefused(post(grant + "&subject_token=" + shown), "invalid_request");
      assertRefused(post(grant + "&subject_token_type=" + ACCESS_TOKEN), "invalid_request");
      assertThat(post(form(shown)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.4.1 actor_token_type is there if and only if actor_token is")
    void takesTheActorTokenAndItsTypeTogether() {
      assertRefused(post(form(shown) + "&actor_token=" + own), "invalid_request");
      assertRefused(post(form(shown) + "&actor_token_type=" + ACCESS_TOKEN), "invalid_request");
      assertThat(post(form(shown) + actor(own)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.4.2 an access token is a JWT too")
    void takesAJwtForWhatItIs() {
      String jwt = form(shown).replace("token-type:access_token", "token-type:jwt");

      assertThat(post(jwt).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "urn:ietf:params:oauth:token-type:refresh_token",
          "urn:ietf:params:oauth:token-type:id_token",
          "urn:ietf:params:oauth:token-type:saml1",
          "urn:ietf:params:oauth:token-type:saml2",
          "urn:ietf:params:oauth:token-type:ACCESS_TOKEN",
          "access_token",
          "urn:example:mine"
        })
    @DisplayName("C.4.2 other types, known and unknown, are invalid_request")
    void refusesOtherTypes(String type) {
      String subject = form(shown).replace(ACCESS_TOKEN, type);
      String acting = form(shown) + actor(own).replace(ACCESS_TOKEN, type);

      assertRefused(post(subject), "invalid_request");
      assertRefused(post(acting), "invalid_request");
      assertRefused(post(form(shown) + "&requested_token_type=" + type), "invalid_request");
    }

    @Test
    @DisplayName("C.4.2 only an access token can be requested")
    void issuesAccessTokens() {
      String requested = "&requested_token_type=";
      String jwt = ACCESS_TOKEN.replace("access_token", "jwt");

      assertThat(post(form(shown) + requested + ACCESS_TOKEN).status()).isEqualTo(200);
      assertRefused(post(form(shown) + requested + jwt), "invalid_request");
    }

    @Test
    @DisplayName("C.4.5 resource and audience may be repeated, and the token is limited to them")
    void takesSeveralAudiences() {
      String both = "&audience=stock&audience=depot";
      String unscoped = SCENE.acquire("unscoped", "composite");

      assertThat(audience(unscoped, both)).isEqualTo("[\"stock\",\"depot\"]");
      assertThat(audience(shown, "&audience=stock")).isEqualTo("\"stock\"");
      assertThat(audience(shown, "&audience=depot")).isEqualTo("\"depot\"");
      // RFC 9068 §3: which of them its scope is for would be ambiguous.
      assertRefused(post(form(shown) + actor(own) + both), "invalid_target");
    }

    private String audience(String subject, String more) {
      return decoded(post(form(subject) + actor(own) + more)).claims().required("aud").toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stock", "https://stock.example.org%23part", "http://[", "/stock"})
    @DisplayName("C.4.5 a resource is an absolute URI without a fragment")
    void refusesResourcesThatAreNone(String resource) {
      assertRefused(post(form(shown) + "&resource=" + resource), "invalid_target");
    }

    private Answer post(String form) {
      return SCENE.post("composite", form);
    }
  }

  @Nested
  class Result {
    @Test
    @DisplayName("C.4.3 the answer says what was issued, and holds no refresh token")
    void saysWhatWasIssued() {
      JsonNode answer = SCENE.delegate(shown, "").json();

      assertThat(answer.required("issued_token_type").asText()).isEqualTo(ACCESS_TOKEN);
      assertThat(answer.required("token_type").asText()).isEqualTo("Bearer");
      assertThat(answer.required("expires_in").asInt()).isEqualTo(900);
      assertThat(answer.required("scope").asText()).isEqualTo("stock.read stock.count");
      assertThat(answer.has("refresh_token")).isFalse();
    }

    @Test
    void saysNothingOfATypeElsewhere() {
      Answer other = SCENE.post("ada", "grant_type=client_credentials");

      assertThat(other.status()).isEqualTo(200);
      assertThat(other.json().has("issued_token_type")).isFalse();
    }

    @Test
    @DisplayName("C.4.6 delegation names who acts, and nothing else of it")
    void namesWhoActs() {
      JsonNode claims = decoded(SCENE.delegate(shown, "")).claims();

      assertThat(claims.required("sub").asText()).isEqualTo("ada");
      assertThat(claims.required("client_id").asText()).isEqualTo("composite");
      assertThat(claims.required("act").toString()).isEqualTo("{\"sub\":\"composite\"}");
    }

    @Test
    @DisplayName("C.4.6 the latest actor is the outermost, the earlier one within it")
    void nestsTheActorBefore() {
      String first = token(SCENE.delegate(shown, "&audience=stock"));

      JsonNode claims =
          decoded(SCENE.delegate("stock", first, SCENE.acquire("stock", "stock"), "")).claims();

      assertThat(claims.required("act").toString())
          .isEqualTo("{\"sub\":\"stock\",\"act\":{\"sub\":\"composite\"}}");
      assertThat(claims.required("aud").asText()).isEqualTo("composite");
      assertThat(claims.required("client_id").asText()).isEqualTo("stock");
    }

    @Test
    @DisplayName("C.4.7 impersonation yields no act")
    void namesNobodyWhoPassesForTheHolder() {
      JsonNode claims = decoded(SCENE.impersonate(shown, "")).claims();

      assertThat(claims.has("act")).isFalse();
      assertThat(claims.required("sub").asText()).isEqualTo("ada");
      assertThat(claims.required("client_id").asText()).isEqualTo("composite");
    }

    @Test
    @DisplayName("C.4.7 impersonation takes no act away")
    void keepsTheActorsOfTheSubject() {
      String acted = token(SCENE.delegate(shown, "&audience=depot"));

      JsonNode claims = decoded(SCENE.impersonate(acted, "")).claims();

      assertThat(claims.required("act").toString()).isEqualTo("{\"sub\":\"composite\"}");
    }

    @Test
    @DisplayName("C.5.7 how and when the holder was authenticated stays")
    void keepsTheAuthenticationOfTheHolder() {
      JsonNode before = DecodedToken.of(shown).claims();
      JsonNode claims = decoded(SCENE.delegate(shown, "")).claims();

      for (String kept : List.of("auth_time", "amr", "holder_type", "iss", "name")) {
        assertThat(claims.required(kept)).as(kept).isEqualTo(before.required(kept));
      }
    }

    @Test
    @DisplayName("C.4.10 the new token has a jti of its own, and names those it comes from")
    void namesItsAncestors() {
      String first = token(SCENE.delegate(shown, "&audience=stock"));
      Answer second = SCENE.delegate("stock", first, SCENE.acquire("stock", "stock"), "");

      assertThat(ancestors(DecodedToken.of(first))).containsExactly(jti(shown));
      assertThat(ancestors(decoded(second))).containsExactly(jti(first), jti(shown));
      assertThat(List.of(jti(shown), jti(first), jti(token(second)))).doesNotHaveDuplicates();
      assertThat(
              AUTHORITY
                  .authority()
                  .storage()
                  .tokenReader()
                  .find(jti(token(second)))
                  .orElseThrow()
                  .ancestors())
          .containsExactly(jti(first), jti(shown));
    }

    private static List<String> ancestors(DecodedToken token) {
      return token.claims().required("ancestors").valueStream().map(JsonNode::asText).toList();
    }

    private static String jti(String token) {
      return DecodedToken.of(token).claims().required("jti").asText();
    }
  }

  @Nested
  class Metadata {
    @Test
    @DisplayName("C.11.5 the grant type is advertised where it can be used")
    void advertisesTheGrantType() {
      assertThat(grantTypes(AUTHORITY)).contains(TYPE);
    }

    @Test
    @DisplayName("C.11.8 without a rule it is neither advertised nor offered")
    void isNotOfferedWithoutARule() {
      try (RunningAuthority closed = new RunningAuthority().start()) {
        ExchangeScene scene = new ExchangeScene(closed).addConsumers();
        String token = scene.acquire("ada", "composite");

        assertThat(grantTypes(closed)).doesNotContain(TYPE);
        assertRefused(scene.impersonate(token, ""), "unsupported_grant_type");
      }
    }

    private static List<String> grantTypes(RunningAuthority authority) {
      return RestAssured.get(authority.url("/.well-known/oauth-authorization-server"))
          .jsonPath()
          .getList("grant_types_supported", String.class);
    }
  }
}
