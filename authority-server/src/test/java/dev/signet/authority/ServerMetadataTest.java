package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.authn.assertion.AssertionMaker;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.Contract;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.TokenValidator;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetadataTest {
  private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

  @Nested
  class OfAnIssuerWithoutAPath {
    @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

    private static JsonNode metadata() {
      return ContractFilter.answer(
              RestAssured.given()
                  .filter(ContractFilter.both())
                  .accept("application/json")
                  .get(AUTHORITY.url(WELL_KNOWN)))
          .json();
    }

    @Test
    @DisplayName("C.11.2 is a JSON object without an empty array")
    void hasNoEmptyArray() {
      for (JsonNode member : metadata()) {
        assertThat(member.isArray() && member.isEmpty()).isFalse();
        assertThat(member.isNull()).isFalse();
      }
    }

    @Test
    @DisplayName("C.11.3 the issuer is the configured one, and that of the tokens")
    void namesTheIssuerOfItsTokens() {
      String secret = AUTHORITY.addApplication("billing");
      String jwt =
          TokenClient.of(AUTHORITY)
              .basic("billing", secret, GRANT)
              .json()
              .path("access_token")
              .asText();
      String keys = RestAssured.get(AUTHORITY.url("/.well-known/jwks.json")).asString();

      String issuer = metadata().path("issuer").asText();

      assertThat(issuer).isEqualTo(RunningAuthority.ISSUER);
      try (TokenValidator validator =
          TokenValidator.forAuthority(issuer, RunningAuthority.AUDIENCE)
              .keys(keys)
              .clock(AUTHORITY.clock())
              .build()) {
        assertThat(validator.check("Bearer " + jwt).orThrow().issuer()).isEqualTo(issuer);
      }
    }

    @Test
    @DisplayName("C.11.5 the grant types and the ways of authenticating are named")
    void namesGrantTypesAndMethods() {
      assertThat(metadata().path("grant_types_supported"))
          .map(JsonNode::asText)
          .containsExactly("client_credentials");
      assertThat(metadata().path("token_endpoint_auth_methods_supported"))
          .map(JsonNode::asText)
          .containsExactly("client_secret_basic", "client_secret_post", "private_key_jwt");
    }

    @Test
    @DisplayName("C.10.11, C.11.5 what authenticates at introspection and what signs are named")
    void namesWhatIntrospectionTakesAndSignsWith() {
      assertThat(metadata().path("introspection_endpoint_auth_methods_supported"))
          .isEqualTo(metadata().path("token_endpoint_auth_methods_supported"));
      assertThat(metadata().path("introspection_signing_alg_values_supported"))
          .map(JsonNode::asText)
          .containsExactly("ES256");
    }

    @Test
    @DisplayName("C.11.6 response_types_supported is left out")
    void leavesOutResponseTypes() {
      assertThat(metadata().has("response_types_supported")).isFalse();
    }

    @Test
    @DisplayName("C.11.7 nothing is named that is not offered")
    void namesNothingElse() {
      assertThat(metadata().fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder(
              "issuer",
              "token_endpoint",
              "jwks_uri",
              "grant_types_supported",
              "token_endpoint_auth_methods_supported",
              "token_endpoint_auth_signing_alg_values_supported",
              "revocation_endpoint",
              "revocation_endpoint_auth_methods_supported",
              "revocation_endpoint_auth_signing_alg_values_supported",
              "introspection_endpoint",
              "introspection_endpoint_auth_methods_supported",
              "introspection_endpoint_auth_signing_alg_values_supported",
              "introspection_signing_alg_values_supported",
              "revocation_list_uri",
              "revocation_stream_uri",
              "revocation_effective_within",
              "allowance_list_uri");
    }

    @Test
    @DisplayName("C.11.8 each grant type and each way of authenticating that is named works")
    void namesOnlyWhatWorks() {
      String secret = AUTHORITY.addApplication("reports");
      TokenClient client = TokenClient.of(AUTHORITY);

      for (JsonNode type : metadata().path("grant_types_supported")) {
        String grant = "grant_type=" + type.asText();
        for (JsonNode method : metadata().path("token_endpoint_auth_methods_supported")) {
          Answer answer =
              switch (method.asText()) {
                case "client_secret_basic" -> client.basic("reports", secret, grant);
                case "client_secret_post" ->
                    client.post(grant + "&client_id=reports&client_secret=" + secret);
                case "private_key_jwt" -> client.post(grant + '&' + assertion("reports"));
                default -> throw new AssertionError("nothing proves that " + method + " works");
              };
          assertThat(answer.status()).isEqualTo(200);
        }
      }
    }

    private static String assertion(String client) {
      SignerKey key = SignerKey.es256("k1");
      AUTHORITY
          .authority()
          .credentialAdministration()
          .add(client, PublicCredential.jwks(SignerKey.set(key)), new Terms("", null));
      return "client_assertion_type="
          + TokenClient.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          + "&client_assertion="
          + AssertionMaker.of(key, client, RunningAuthority.ISSUER, AUTHORITY.clock().instant())
              .signed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "revocation", "introspection"})
    @DisplayName("C.11.5 what may sign the assertion of a client is named")
    void namesWhatSignsAssertions(String endpoint) {
      assertThat(metadata().path(endpoint + "_endpoint_auth_signing_alg_values_supported"))
          .map(JsonNode::asText)
          .containsExactly("ES256", "Ed25519", "RS256");
    }
  }

  @Nested
  class OfAnIssuerWithAPath {
    private static final String ISSUER = "https://example.org/auth/eu-1";

    @RegisterExtension
    static final RunningAuthority AUTHORITY = new RunningAuthority().with("SIGNET_ISSUER", ISSUER);

    private static Answer get(String path) {
      return ContractFilter.answer(RestAssured.get(AUTHORITY.url(path)));
    }

    @Test
    @DisplayName("C.11.1 the well-known part stands between the host and the path of the issuer")
    void insertsTheWellKnownPart() {
      Answer answer = get(WELL_KNOWN + "/auth/eu-1");

      Contract.check("GET", WELL_KNOWN, answer);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("issuer").asText()).isEqualTo(ISSUER);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          WELL_KNOWN,
          WELL_KNOWN + "/",
          WELL_KNOWN + "/auth",
          WELL_KNOWN + "/auth/eu-1/",
          "/auth/eu-1" + WELL_KNOWN,
          "/token",
          "/.well-known/jwks.json",
        })
    @DisplayName("C.11.1 there is nothing at the other places")
    void isNowhereElse(String path) {
      assertThat(get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revocation", "introspection"})
    @DisplayName("C.11.4 the endpoints of revocation and introspection are where the metadata says")
    void leadsToWhereTokensAreAskedAbout(String endpoint) {
      String uri = get(WELL_KNOWN + "/auth/eu-1").json().path(endpoint + "_endpoint").asText();
      String path = uri.substring("https://example.org".length());

      Answer answer =
          ContractFilter.answer(
              RestAssured.given()
                  .contentType("application/x-www-form-urlencoded")
                  .body("token=x")
                  .post(AUTHORITY.url(path)));

      assertThat(uri).startsWith(ISSUER + "/");
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("C.11.4 and C.12.9 the token endpoint and the keys are where the metadata says")
    void leadsToItsEndpoints() throws IOException {
      JsonNode metadata = get(WELL_KNOWN + "/auth/eu-1").json();
      String keys = metadata.path("jwks_uri").asText();
      String token = metadata.path("token_endpoint").asText();

      assertThat(List.of(keys, token)).allMatch(uri -> uri.startsWith(ISSUER + "/"));
      Answer jwkSet = get(keys.substring("https://example.org".length()));
      Contract.check("GET", "/.well-known/jwks.json", jwkSet);
      assertThat(jwkSet.json().path("keys")).hasSize(1);
      assertThat(ask(token.substring("https://example.org".length())).status()).isEqualTo(200);
    }

    private static Answer ask(String path) throws IOException {
      String secret = AUTHORITY.addApplication("billing");
      String headers =
          "Content-Type: application/x-www-form-urlencoded\r\nAuthorization: "
              + TokenClient.basicHeader("billing", secret)
              + "\r\n";
      try (RawHttp connection = new RawHttp(AUTHORITY.port())) {
        Answer answer =
            connection.send(RawHttp.request("POST " + path, headers, GRANT)).read("POST");
        Contract.check("POST", "/token", answer);
        return answer;
      }
    }
  }

  @Nested
  class ForAValidator {
    @Test
    @DisplayName("C.11.4 and C.11.6 a validator finds the keys from the issuer alone")
    void leadsAValidatorToTheKeys() throws IOException {
      String port = Integer.toString(freePort());
      try (RunningAuthority authority =
          new RunningAuthority()
              .with("SIGNET_LISTEN_PORT", port)
              .with("SIGNET_ISSUER", "http://127.0.0.1:" + port)
              .start()) {
        String secret = authority.addApplication("billing");
        Answer answer = TokenClient.of(authority).basic("billing", secret, GRANT);
        String jwt = answer.json().path("access_token").asText();

        try (TokenValidator validator =
            TokenValidator.forAuthority("http://127.0.0.1:" + port, RunningAuthority.AUDIENCE)
                .clock(authority.clock())
                .build()) {
          assertThat(validator.awaitKeys(Duration.ofSeconds(20))).isTrue();
          assertThat(validator.check("Bearer " + jwt).httpStatus()).isEqualTo(200);
        }
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }
  }
}
