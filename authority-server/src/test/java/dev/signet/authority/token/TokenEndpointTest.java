package dev.signet.authority.token;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static final TokenClient CLIENT = TokenClient.of(AUTHORITY);
  private static final TokenClient CARELESS = TokenClient.careless(AUTHORITY);
  private static final String PASSWORD = "correct horse battery";

  private static String secret = "";

  @BeforeAll
  static void addConsumers() {
    secret = AUTHORITY.addApplication("billing", "orders.read", "orders.write");
    AUTHORITY.addUser("ada", PASSWORD, Map.of("name", "Ada"));
  }

  private static Answer ask(String form) {
    return CLIENT.basic("billing", secret, form);
  }

  private static Answer askCarelessly(String form) {
    return CARELESS.basic("billing", secret, form);
  }

  @Nested
  class OfARequest {
    @Test
    @DisplayName("C.1.1 a form by POST gives a token")
    void takesAFormByPost() {
      assertThat(ask(GRANT).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    @DisplayName("C.1.1 no other method gives a token")
    void takesNoOtherMethod(String method) {
      Answer answer =
          ContractFilter.answer(
              CARELESS
                  .request()
                  .header("Authorization", TokenClient.basicHeader("billing", secret))
                  .queryParam("grant_type", "client_credentials")
                  .request(method, CARELESS.url()));

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("allow")).isEqualTo("POST");
      assertThat(answer.body()).doesNotContain("access_token");
    }

    @Test
    @DisplayName("C.1.1 a JSON body is invalid_request")
    void refusesJson() {
      Answer answer =
          ContractFilter.answer(
              CARELESS
                  .request()
                  .header("Authorization", TokenClient.basicHeader("billing", secret))
                  .contentType("application/json")
                  .body("{\"grant_type\":\"client_credentials\"}")
                  .post(CARELESS.url()));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("C.1.4 unknown parameters are ignored")
    void ignoresUnknownParameters() {
      assertThat(ask(GRANT + "&colour=blue&nonce=1").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.5 an empty parameter counts as absent")
    void takesAnEmptyParameterAsAbsent() {
      String empty = GRANT + "&scope=&resource=&audience=&client_secret=";

      assertThat(askCarelessly(empty).json().path("scope"))
          .isEqualTo(ask(GRANT).json().path("scope"));
      assertThat(askCarelessly("grant_type=").error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "&grant_type=client_credentials",
          "&scope=orders.read&scope=orders.write",
          "&scope=orders.read&scope=",
          "&scope=&scope=",
          "&colour=blue&colour=red",
          "&%73cope=orders.read&scope=orders.read",
        })
    @DisplayName("C.1.6 a repeated parameter is invalid_request")
    void refusesARepeatedParameter(String more) {
      Answer answer = askCarelessly(GRANT + more);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("C.1.6 audience and resource may be repeated")
    void takesARepeatedAudience() {
      String audience = encode(RunningAuthority.AUDIENCE);

      assertThat(ask(GRANT + "&audience=" + audience + "&audience=" + audience).status())
          .isEqualTo(200);
      assertThat(ask(GRANT + "&resource=" + audience + "&resource=" + audience).status())
          .isEqualTo(200);
    }

    @Test
    @DisplayName("C.1.10 credentials in the query are never accepted")
    void refusesCredentialsInTheQuery() {
      Answer alone = inQuery("client_id=billing&client_secret=" + secret, GRANT);
      Answer beside = inQuery("client_secret=x", GRANT + "&client_id=billing&client_secret=x");
      Answer encoded = inQuery("client%5Fid=billing&client%5Fsecret=" + secret, GRANT);

      assertThat(alone.error()).isEqualTo("invalid_request");
      assertThat(beside.error()).isEqualTo("invalid_request");
      assertThat(encoded.error()).isIn("invalid_request", "invalid_client");
    }

    private static Answer inQuery(String query, String form) {
      return ContractFilter.answer(
          CARELESS
              .request()
              .urlEncodingEnabled(false)
              .body(form)
              .post(CARELESS.url() + "?" + query));
    }

    @Test
    @DisplayName("C.1.17 the address of the endpoint has no fragment")
    void hasNoFragmentInItsAddress() {
      Answer metadata =
          ContractFilter.answer(
              TokenClient.of(AUTHORITY)
                  .request()
                  .get(AUTHORITY.url("/.well-known/oauth-authorization-server")));

      assertThat(metadata.json().path("token_endpoint").asText())
          .startsWith("http")
          .doesNotContain("#");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "application/x-www-form-urlencoded; charset=UTF-8",
          "application/x-www-form-urlencoded;charset=utf-8",
          "Application/X-WWW-Form-Urlencoded",
        })
    @DisplayName("C.1.18 a charset on the content type is tolerated")
    void toleratesACharset(String contentType) {
      Answer answer =
          ContractFilter.answer(
              CARELESS
                  .request()
                  .header("Authorization", TokenClient.basicHeader("billing", secret))
                  .header("Content-Type", contentType)
                  .body(GRANT)
                  .post(CARELESS.url()));

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Nested
  class OfASuccess {
    @Test
    @DisplayName("C.1.2 has the token, its type, its seconds as a number, and the scope")
    void saysWhatWasIssued() {
      Answer answer = ask(GRANT + "&scope=orders.write");

      JsonNode body = answer.json();
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(body.path("access_token").asText()).isNotBlank();
      assertThat(body.path("token_type").asText()).isEqualToIgnoringCase("Bearer");
      assertThat(body.path("expires_in").isIntegralNumber()).isTrue();
      assertThat(body.path("expires_in").asInt()).isEqualTo(900);
      assertThat(body.path("scope").asText()).isEqualTo("orders.write");
    }

    @Test
    @DisplayName("C.1.2 says the scope when none was asked")
    void saysTheScopeThatWasNotAsked() {
      assertThat(ask(GRANT).json().path("scope").asText()).isEqualTo("orders.read orders.write");
    }

    @Test
    @DisplayName("C.1.3 is never stored")
    void isNeverStored() {
      assertThat(ask(GRANT).header("cache-control")).isEqualTo("no-store");
      assertThat(ask(GRANT).header("pragma")).isEqualTo("no-cache");
    }

    @Test
    @DisplayName("C.1.8 needs authentication, and has no refresh token")
    void hasNoRefreshToken() {
      assertThat(CLIENT.post(GRANT).error()).isEqualTo("invalid_client");
      assertThat(CLIENT.post(GRANT + "&client_id=billing").error()).isEqualTo("invalid_client");
      assertThat(ask(GRANT).json().fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
    }

    @Test
    @DisplayName("C.1.16 serves a user by client_credentials")
    void servesAUser() {
      assertThat(CLIENT.basic("ada", PASSWORD, GRANT).status()).isEqualTo(200);
    }
  }

  @Nested
  class OfARefusal {
    @Test
    @DisplayName("C.1.7 no grant_type is invalid_request")
    void namesAMissingGrantType() {
      assertThat(askCarelessly("scope=orders.read").error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "authorization_code",
          "refresh_token",
          "Client_Credentials",
          "client_credentials%20",
          "urn:ietf:params:oauth:grant-type:jwt-bearer",
        })
    @DisplayName("C.1.7 an unknown grant_type is unsupported_grant_type")
    void namesAnUnknownGrantType(String type) {
      Answer answer = ask("grant_type=" + type);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("unsupported_grant_type");
    }

    @Test
    @DisplayName("C.1.7 a grant_type that is not for this client is unauthorized_client")
    void namesAGrantTypeOfOthers() {
      TokenRights rights =
          new TokenRights(
              List.of(RunningAuthority.AUDIENCE),
              Set.of(),
              Optional.empty(),
              Set.of("urn:x:other"));
      String other = AUTHORITY.addApplication(new NewConsumer("exchanger", rights, Map.of()));

      Answer answer = CLIENT.basic("exchanger", other, GRANT);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("unauthorized_client");
      assertThat(CLIENT.basic("exchanger", other, "grant_type=urn:x:other").error())
          .isEqualTo("unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "admin",
          "orders.read%20admin",
          "orders.read%20%20orders.write",
          "%20orders.read",
          "orders.read%20",
          "orders.rea",
          "orders.read%00",
          "ORDERS.READ",
          "%22orders.read%22",
        })
    @DisplayName("C.1.7 a bad scope is invalid_scope")
    void namesABadScope(String scope) {
      Answer answer = ask(GRANT + "&scope=" + scope);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "&audience=https://other.example.org",
          "&audience=https://orders.example.org/",
          "&resource=https://other.example.org",
          "&resource=orders",
          "&resource=https://orders.example.org%23part",
          "&resource=http://[",
        })
    @DisplayName("C.15.2 a provider that is not for this client is invalid_target")
    void namesABadTarget(String more) {
      // Careless, as the contract's checker does not take one value for a list of one.
      Answer answer = askCarelessly(GRANT + more);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_target");
    }

    @Test
    @DisplayName("C.1.16 the password grant is unsupported")
    void hasNoPasswordGrant() {
      Answer answer = ask("grant_type=password&username=ada&password=" + encode(PASSWORD));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("unsupported_grant_type");
    }

    static Stream<String> badForms() {
      return Stream.of(
          "",
          "grant_type=other-" + secret,
          GRANT + "&scope=" + secret,
          GRANT + "&audience=" + secret,
          GRANT + "&resource=" + secret,
          GRANT + "&x=%ZZ",
          GRANT + "&x=1&x=2",
          GRANT + "&client_secret=" + secret + "&client_id=billing",
          GRANT + "&client_id=someone%22%0d%0aelse");
    }

    @ParameterizedTest
    @MethodSource("badForms")
    @DisplayName("C.1.3 is never stored")
    void isNeverStored(String form) {
      Answer answer = askCarelessly(form);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
      assertThat(answer.header("pragma")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @MethodSource("badForms")
    @DisplayName("C.1.15 is JSON of the allowed characters, without an echo or a trace")
    void isPlainJson(String form) {
      Answer answer = askCarelessly(form);

      String allowed = "[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+";
      assertThat(answer.header("content-type")).isEqualTo("application/json");
      assertThat(answer.error()).matches(allowed);
      assertThat(answer.json().path("error_description").asText()).matches(allowed);
      assertThat(answer.body()).doesNotContain(secret, "Exception", "dev.signet", "someone");
    }
  }
}
