package dev.signet.authority;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9700 and the additions of RFC 8725bis, where no test of one mechanism shows them. */
@Timeout(60)
class SecurityBestPracticeTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static final String OTHER_AUDIENCE = "https://stock.example.org";
  private static final String PASSWORD = "correct horse battery";
  private static final String ASSERTION =
      "&client_assertion_type="
          + encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
          + "&client_assertion=";
  private static final String EXCHANGE =
      "grant_type="
          + encode("urn:ietf:params:oauth:grant-type:token-exchange")
          + "&subject_token_type="
          + encode("urn:ietf:params:oauth:token-type:access_token")
          + "&subject_token=";

  private static String secret = "";

  @BeforeAll
  static void addConsumers() {
    secret =
        AUTHORITY.addApplication(
            new NewConsumer(
                "billing",
                new TokenRights(
                    List.of(RunningAuthority.AUDIENCE, OTHER_AUDIENCE),
                    Set.of("orders.read", "orders.write"),
                    Optional.empty(),
                    Set.of(
                        "client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange")),
                List.of(),
                Map.of()));
    AUTHORITY.addUser("ada", PASSWORD, Map.of());
  }

  private static Answer ask(String form) {
    return TokenClient.of(AUTHORITY).basic("billing", secret, form);
  }

  private static JsonNode claims(Answer answer) {
    return DecodedToken.of(answer.json().required("access_token").asText()).claims();
  }

  private static Answer get(String path) {
    return ContractFilter.answer(RestAssured.given().get(AUTHORITY.url(path)));
  }

  private static JsonNode metadata() {
    return get("/.well-known/oauth-authorization-server").json();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  @DisplayName("C.18.1 no password of a user passes through a client")
  void offersNoPasswordGrant() {
    Answer answer = ask("grant_type=password&username=ada&password=" + encode(PASSWORD));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("unsupported_grant_type");
    assertThat(texts(metadata().required("grant_types_supported"))).doesNotContain("password");
  }

  @Test
  @DisplayName("C.18.3 who asks for nothing gets one audience")
  void givesOneAudienceByDefault() {
    JsonNode claims = claims(ask(GRANT));

    assertThat(claims.required("aud").asText()).isEqualTo(RunningAuthority.AUDIENCE);
  }

  @Test
  @DisplayName("C.18.3 a token carries the scope that was asked for and no other")
  void givesNoScopeBeyondTheOneAsked() {
    JsonNode claims = claims(ask(GRANT + "&scope=orders.read"));

    assertThat(claims.required("scope").asText()).isEqualTo("orders.read");
  }

  @Test
  @DisplayName("C.18.4, C.18.5 the metadata offers to authenticate by a key")
  void offersAsymmetricAuthentication() {
    assertThat(texts(metadata().required("token_endpoint_auth_methods_supported")))
        .contains("private_key_jwt");
  }

  @Test
  @DisplayName("C.18.6 a client and a holder never have one name")
  void keepsNamesOfClientsAndHoldersApart() {
    assertThatThrownBy(() -> AUTHORITY.addUser("billing", PASSWORD, Map.of()))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("billing");
    assertThatThrownBy(() -> AUTHORITY.addApplication("ada"))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("ada");
  }

  @Test
  @DisplayName("C.18.8 pages of any origin may read what is public, and only that")
  void letsPagesReadWhatIsPublic() {
    assertThat(get("/.well-known/jwks.json").header("access-control-allow-origin")).isEqualTo("*");
    assertThat(get("/.well-known/oauth-authorization-server").header("access-control-allow-origin"))
        .isEqualTo("*");
    assertThat(ask(GRANT).headers()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  @DisplayName("C.18.8 there is no authorization endpoint, for pages or others")
  void hasNoAuthorizationEndpoint() {
    assertThat(metadata().has("authorization_endpoint")).isFalse();
    assertThat(RestAssured.given().get(AUTHORITY.url("/authorize")).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"dir\",\"enc\":\"A256GCM\"}",
        "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}",
        "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}"
      })
  @DisplayName("C.17.2, C.17.3, C.17.5 what is encrypted is never opened, counted or inflated")
  void opensNothingThatIsEncrypted(String header) {
    String encrypted =
        Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8))
            + ".AAAA.AAAA.AAAA.AAAA";

    Answer asAssertion =
        TokenClient.of(AUTHORITY).post(GRANT + "&client_id=billing" + ASSERTION + encrypted);
    assertThat(asAssertion.status()).isEqualTo(401);
    assertThat(asAssertion.error()).isEqualTo("invalid_client");
    assertThat(ask(EXCHANGE + encrypted).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("C.17.8 algorithms go by their fully specified names")
  void namesAlgorithmsInFull() {
    List<String> offered =
        texts(metadata().required("token_endpoint_auth_signing_alg_values_supported"));

    assertThat(offered).contains("Ed25519", "ES256").doesNotContain("EdDSA", "none");
  }
}
