package dev.signet.authority.introspection;

import static dev.signet.authority.introspection.IntrospectionClient.JWT;
import static dev.signet.authority.introspection.IntrospectionClient.anonymous;
import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectEndpointTest {
  private static final String ORDERS = RunningAuthority.AUDIENCE;
  private static final String STOCK = "https://stock.example.org";
  private static final String INACTIVE = "{\"active\":false}";

  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static String secret = "";

  private static IntrospectionClient orders = new IntrospectionClient(AUTHORITY, "", "");
  private static IntrospectionClient stock = orders;

  @BeforeAll
  static void addConsumers() {
    TokenRights rights =
        new TokenRights(List.of(ORDERS, STOCK), Set.of("orders.read"), Optional.empty());
    secret = AUTHORITY.addApplication(new NewConsumer("billing", rights, Map.of()));
    orders = IntrospectionClient.add(AUTHORITY, "orders-api", ORDERS, "archive");
    stock = IntrospectionClient.add(AUTHORITY, "stock-api", STOCK);
  }

  private static String issue(String more) {
    return token(TokenClient.careless(AUTHORITY).basic("billing", secret, GRANT + more));
  }

  private static String token(Answer answer) {
    return answer.json().required("access_token").asText();
  }

  private static JsonNode part(String jwt, int index) throws IOException {
    return new JsonMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[index]));
  }

  private static void revoke(String token) {
    Answer revoked =
        ContractFilter.answer(
            anonymous(AUTHORITY)
                .header("Authorization", TokenClient.basicHeader("billing", secret))
                .body("token=" + token)
                .post(AUTHORITY.url("/revoke")));
    assertThat(revoked.status()).isEqualTo(200);
  }

  @Nested
  class WhoAsks {
    @Test
    @DisplayName(
        "C.10.1 nobody and the wrong secret are refused with 401, as at the token endpoint")
    void demandsAuthentication() {
      Answer nobody = orders.send(anonymous(AUTHORITY).body("token=x"));
      Answer wrong = orders.withSecret("wrong").ask("x");

      assertThat(nobody.status()).isEqualTo(401);
      assertThat(nobody.error()).isEqualTo("invalid_client");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.header("www-authenticate")).startsWith("Basic ");
    }

    @Test
    @DisplayName("C.10.1 the secret may stand in the form")
    void takesTheSecretInTheForm() {
      String credentials = "&client_id=orders-api&client_secret=" + encode(orders.secret());

      Answer answer = orders.send(anonymous(AUTHORITY).body("token=" + issue("") + credentials));

      assertThat(answer.json().path("active").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("C.10.1 guessing is slowed down as at the token endpoint")
    void slowsGuessingDown() {
      IntrospectionClient guesser =
          IntrospectionClient.add(AUTHORITY, "guessed-api", ORDERS).withSecret("wrong");
      for (int i = 0; i < 10; i++) {
        assertThat(guesser.ask("x").status()).isEqualTo(401);
      }

      Answer answer = guesser.ask("x");

      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isNotEmpty();
    }

    @Test
    @DisplayName("C.10.1 a client that is no provider is refused, for a token of its own too")
    void refusesAClientThatIsNoProvider() {
      Answer answer = new IntrospectionClient(AUTHORITY, "billing", secret).ask(issue(""));

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("unauthorized_client");
      assertThat(answer.body()).doesNotContain("active");
    }

    @Test
    void givesAProviderWithoutRightsNoToken() {
      Answer answer = TokenClient.of(AUTHORITY).basic("orders-api", orders.secret(), GRANT);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("unauthorized_client");
    }

    @Test
    void knowsAProviderThatWasAddedSinceTheLastQuestion() {
      String token = issue("");
      assertThat(orders.isActive(token)).isTrue();

      IntrospectionClient late = IntrospectionClient.add(AUTHORITY, "late-api", "late", ORDERS);

      assertThat(late.isActive(token)).isTrue();
      assertThat(orders.isActive(token)).isTrue();
    }

    @Test
    void refusesCredentialsInTheAddress() {
      Answer answer =
          orders.send(orders.request().queryParam("client_id", "orders-api").body("token=x"));

      assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    @DisplayName("C.10.6 no other method introspects")
    void takesNoOtherMethod(String method) {
      Answer answer =
          ContractFilter.answer(
              orders
                  .request()
                  .queryParam("token", "x")
                  .request(method, AUTHORITY.url("/introspect")));

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("POST");
    }

    @Test
    @DisplayName("C.10.1 a missing token is invalid_request")
    void demandsAToken() {
      Answer answer = orders.send(orders.request().body("token_type_hint=access_token"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
      assertThat(orders.send(orders.request().body("token=")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "refresh_token", "unheard_of", ""})
    @DisplayName("C.10.1 a wrong or unknown hint does not hide the token")
    void findsTheTokenWhateverTheHint(String hint) {
      String form = "token=" + issue("") + "&token_type_hint=" + hint;

      assertThat(orders.send(orders.request().body(form)).json().path("active").asBoolean())
          .isTrue();
    }
  }

  @Nested
  class ActiveTokens {
    @Test
    @DisplayName("C.10.3, C.10.5 every member is as in the token, and never stored")
    void saysWhatTheTokenSays() throws IOException {
      String token = issue("");

      Answer answer = orders.ask(token);

      ObjectNode expected = (ObjectNode) part(token, 1);
      expected.remove("holder_type");
      expected.put("active", true).put("token_type", "Bearer");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json()).isEqualTo(expected);
      assertThat(expected.path("scope").asText()).isEqualTo("orders.read");
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    @DisplayName("C.10.3 a user has a username; the details of the token are not repeated")
    void namesTheUser() {
      AUTHORITY.addUser("ada", "correct horse", Map.of("email", "ada@example.org"));
      String token = token(TokenClient.of(AUTHORITY).basic("ada", "correct horse", GRANT));

      JsonNode answer = orders.ask(token).json();

      assertThat(answer.path("username").asText()).isEqualTo("ada");
      assertThat(answer.path("sub").asText()).isEqualTo("ada");
      assertThat(answer.has("email")).isFalse();
    }

    @Test
    @DisplayName("C.10.7 a token for two providers is active for both, without a scope")
    void answersBothProvidersOfAToken() {
      TokenRights rights = new TokenRights(List.of(ORDERS, STOCK), Set.of(), Optional.empty());
      String own = AUTHORITY.addApplication(new NewConsumer("both", rights, Map.of()));
      String form = GRANT + "&audience=" + encode(ORDERS) + "&audience=" + encode(STOCK);

      String token = token(TokenClient.of(AUTHORITY).basic("both", own, form));

      assertThat(orders.isActive(token)).isTrue();
      assertThat(stock.ask(token).json().path("aud")).hasSize(2);
    }
  }

  @Nested
  class InactiveTokens {
    private void assertInactive(IntrospectionClient provider, String token) {
      Answer answer = provider.ask(token);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(INACTIVE);
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "e30.e30.e30", "a b", "\u0000", "é"})
    @DisplayName("C.10.1, C.10.2 what is no token is inactive, which is no error")
    void saysNothingOfGarbage(String garbage) {
      assertInactive(orders, garbage);
    }

    @Test
    @DisplayName("C.10.2, C.10.4 a forged token is inactive")
    void saysNothingOfAForgedToken() {
      String token = issue("");
      String another = issue("");
      String forged =
          token.substring(0, token.lastIndexOf('.')) + another.substring(another.lastIndexOf('.'));

      assertInactive(orders, forged);
    }

    @Test
    @DisplayName("C.10.2, C.10.4 a token of another authority is inactive")
    void saysNothingOfAForeignToken() {
      try (RunningAuthority other = new RunningAuthority().start()) {
        String own = other.addApplication("billing");

        assertInactive(orders, token(TokenClient.of(other).basic("billing", own, GRANT)));
      }
    }

    @Test
    @DisplayName("C.10.2, C.10.4 a token for another provider is inactive")
    void saysNothingOfATokenForAnother() {
      String token = issue("&audience=" + encode(STOCK));

      assertThat(stock.isActive(token)).as("and from now on the judge knows it").isTrue();
      assertInactive(orders, token);
      assertThat(stock.isActive(token)).isTrue();
    }

    @Test
    @DisplayName("C.10.2, C.10.4 an expired token is inactive, from the skew of validators on")
    void saysNothingOfAnExpiredToken() {
      String token = issue("");
      AUTHORITY.advance(Duration.ofMinutes(15).plusSeconds(9));
      assertThat(orders.isActive(token)).isTrue();

      AUTHORITY.advance(Duration.ofSeconds(1));

      assertInactive(orders, token);
    }

    @Test
    @DisplayName("C.9.9, C.10.4 a revoked token is inactive from the very moment it was revoked")
    void turnsInTheMomentOfTheRevocation() {
      for (int i = 0; i < 20; i++) {
        String token = issue("");
        assertThat(orders.isActive(token)).as("token %d", i).isTrue();

        revoke(token);

        assertInactive(orders, token);
      }
    }

    @Test
    @DisplayName("C.10.4 a token that another process revoked, or gave back, turns with the list")
    void turnsWithTheList() {
      String token = issue("");
      String jti = orders.ask(token).json().path("jti").asText();
      Revocations revocations = AUTHORITY.authority().revocations();

      RevocationRecord added =
          revocations.revoke(revocations.findLiving(jti).orElseThrow(), new Cause("ops", "test"));
      AUTHORITY.followRevocations();
      assertInactive(orders, token);
      revocations.remove(added.id(), "ops");
      AUTHORITY.followRevocations();

      assertThat(orders.isActive(token)).isTrue();
    }

    @Test
    void judgesTheTokensOfANewKey() {
      try (RunningAuthority other = new RunningAuthority().start()) {
        String own = other.addApplication("billing");
        IntrospectionClient provider = IntrospectionClient.add(other, "orders-api", ORDERS);
        String before = token(TokenClient.of(other).basic("billing", own, GRANT));
        assertThat(provider.isActive(before)).isTrue();

        other.activateAKey();

        String after = token(TokenClient.of(other).basic("billing", own, GRANT));
        assertThat(provider.isActive(after)).isTrue();
        assertThat(provider.isActive(before)).isTrue();
      }
    }
  }

  @Nested
  class SignedAnswers {
    private Verdict verdict(String type, String jwt) {
      String keys = RestAssured.get(AUTHORITY.url("/.well-known/jwks.json")).asString();
      try (TokenValidator validator =
          TokenValidator.forAuthority(RunningAuthority.ISSUER, ORDERS)
              .keys(keys)
              .requiredType(type)
              .clock(AUTHORITY.clock())
              .build()) {
        return validator.checkToken(jwt);
      }
    }

    private Reason reason(Verdict verdict) {
      return ((Verdict.Refused) verdict).reason();
    }

    @Test
    @DisplayName("C.10.8 the answer is signed, for the provider alone, the members inside")
    void signsTheAnswer() throws IOException {
      String token = issue("");

      Answer answer = orders.askForJwt(token);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).isEqualTo(JWT);
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(part(answer.body(), 0).path("typ").asText()).isEqualTo("token-introspection+jwt");
      JsonNode claims = part(answer.body(), 1);
      assertThat(claims.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
      assertThat(claims.path("iss").asText()).isEqualTo(RunningAuthority.ISSUER);
      assertThat(claims.path("aud").asText()).isEqualTo("orders-api");
      assertThat(claims.path("iat").asLong())
          .isEqualTo(AUTHORITY.clock().instant().getEpochSecond());
      assertThat(claims.path("token_introspection")).isEqualTo(orders.ask(token).json());
    }

    @Test
    @DisplayName("C.10.8 of an inactive token only active:false stands inside")
    void signsThatATokenIsInactive() throws IOException {
      Answer answer = orders.askForJwt("garbage");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(part(answer.body(), 1).path("token_introspection").toString()).isEqualTo(INACTIVE);
    }

    @Test
    @DisplayName("C.10.8 the signature is that of a published key")
    void signsWithAPublishedKey() {
      String jwt = orders.askForJwt(issue("")).body();
      String forged = jwt.replace("." + jwt.split("\\.", -1)[1] + ".", ".e30.");

      // A validator names a fault of the claims only once it has verified the signature.
      assertThat(reason(verdict("token-introspection+jwt", forged)))
          .isEqualTo(Reason.BAD_SIGNATURE);
      assertThat(reason(verdict("token-introspection+jwt", jwt))).isEqualTo(Reason.WRONG_AUDIENCE);
    }

    @Test
    @DisplayName("C.10.10 a signed answer passes for no access token")
    void passesForNoAccessToken() {
      String jwt = orders.askForJwt(issue("")).body();

      assertThat(reason(verdict("at+jwt", jwt))).isEqualTo(Reason.WRONG_TYPE);
      assertThat(orders.ask(jwt).body()).isEqualTo(INACTIVE);
    }

    @Test
    @DisplayName("C.10.9 nobody is refused with 400, the wrong secret with 401")
    void demandsAuthentication() {
      Answer nobody = orders.send(anonymous(AUTHORITY).accept(JWT).body("token=x"));
      Answer wrong = orders.withSecret("wrong").askForJwt("x");

      assertThat(nobody.status()).isEqualTo(400);
      assertThat(nobody.error()).isEqualTo("invalid_client");
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.error()).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("C.10.8 whoever prefers JSON gets JSON")
    void answersInJsonWhereThatIsPreferred() {
      Answer json = orders.send(orders.request().accept(JWT + ";q=0.5, */*").body("token=garbage"));
      Answer jwt =
          orders.send(
              orders.request().accept(JWT + ", application/json;q=0.5").body("token=garbage"));

      assertThat(json.body()).isEqualTo(INACTIVE);
      assertThat(jwt.header("content-type")).isEqualTo(JWT);
    }
  }
}
