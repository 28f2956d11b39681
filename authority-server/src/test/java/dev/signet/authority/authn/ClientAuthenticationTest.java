package dev.signet.authority.authn;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.basicHeader;
import static dev.signet.authority.token.TokenClient.encode;
import static dev.signet.authority.token.TokenClient.rawBasicHeader;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.RawHttp;
import dev.signet.authority.token.TokenClient;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority().with("SIGNET_SIGN_IN_FAILURES", "1000000");

  private static final TokenClient CLIENT = TokenClient.of(AUTHORITY);
  private static final TokenClient CARELESS = TokenClient.careless(AUTHORITY);
  private static final String PASSWORD = "correct horse battery";

  private static String secret = "";

  @BeforeAll
  static void addConsumers() {
    secret = AUTHORITY.addApplication("billing");
    AUTHORITY.addUser("ada", PASSWORD, Map.of());
  }

  @Test
  @DisplayName("C.1.9 takes the secret by Basic and by the form")
  void takesBothWays() {
    assertThat(CLIENT.basic("billing", secret, GRANT).status()).isEqualTo(200);
    assertThat(CLIENT.post(GRANT + "&client_id=billing&client_secret=" + secret).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colon:in:password",
        "percent%41 sign%",
        "plus+and space",
        "Zoë's pässwörd 日本語",
        "\uD83D\uDD11 the key \uD83D\uDD11",
        " leading and trailing ",
        "quote\"back\\slash&equals=",
      })
  @DisplayName("C.1.9 takes any password, form-urlencoded before base64")
  void takesAnyPassword(String password) {
    String name = "user-" + Integer.toHexString(password.hashCode());
    AUTHORITY.addUser(name, password, Map.of());

    assertThat(CLIENT.basic(name, password, GRANT).status()).isEqualTo(200);
    assertThat(
            CLIENT
                .post(GRANT + "&client_id=" + name + "&client_secret=" + encode(password))
                .status())
        .isEqualTo(200);
    assertThat(CLIENT.basic(name, password + "x", GRANT).status()).isEqualTo(401);
  }

  @Test
  @DisplayName("C.1.9 takes a name with a colon")
  void takesANameWithAColon() {
    String colonSecret = AUTHORITY.addApplication("urn:example:billing@site");

    assertThat(CLIENT.basic("urn:example:billing@site", colonSecret, GRANT).status())
        .isEqualTo(200);
    assertThat(
            CLIENT.post(rawBasicHeader("urn:example:billing@site:" + colonSecret), GRANT).status())
        .isEqualTo(401);
  }

  @Test
  @DisplayName("C.1.9 a plus that is not encoded is a space")
  void readsAPlusAsASpace() {
    AUTHORITY.addUser("plus", "one+two+three", Map.of());

    assertThat(CLIENT.post(rawBasicHeader("plus:one+two+three"), GRANT).status()).isEqualTo(401);
    assertThat(CLIENT.post(rawBasicHeader("plus:one%2Btwo%2Bthree"), GRANT).status())
        .isEqualTo(200);
  }

  @Test
  void takesTheSchemeInAnyCaseAndSpacesAfterIt() {
    String pair = basicHeader("billing", secret).substring("Basic ".length());

    assertThat(CLIENT.post("bAsIc " + pair, GRANT).status()).isEqualTo(200);
    assertThat(CLIENT.post("Basic   " + pair, GRANT).status()).isEqualTo(200);
  }

  @Test
  void takesAClientIdBesideBasicOnlyWhenItIsTheSame() {
    assertThat(CLIENT.basic("billing", secret, GRANT + "&client_id=billing").status())
        .isEqualTo(200);
    Answer other = CLIENT.basic("billing", secret, GRANT + "&client_id=ada");
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.error()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&client_secret=x",
        "&client_secret=x&client_id=billing",
        "&client_assertion=a.b.c",
        "&client_assertion=a.b.c&client_assertion_type=urn:x",
      })
  @DisplayName("C.1.11 two ways at once are invalid_request")
  void refusesTwoWays(String more) {
    Answer answer = CLIENT.basic("billing", secret, GRANT + more);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("C.1.11 a secret and an assertion in the form are invalid_request")
  void refusesTwoWaysInTheForm() {
    String form = GRANT + "&client_id=billing&client_secret=" + secret + "&client_assertion=a.b.c";

    assertThat(CLIENT.post(form).error()).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("C.1.11 two Authorization headers are invalid_request")
  void refusesTwoHeaders() throws IOException {
    String header = "Authorization: " + basicHeader("billing", secret) + "\r\n";
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";

    for (String second : List.of(header, "Authorization: Bearer abc\r\n")) {
      for (String headers : List.of(header + second, second + header)) {
        Answer answer =
            RawHttp.exchange(
                AUTHORITY.port(), RawHttp.request("POST /token", headers + form, GRANT));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
      }
    }
  }

  @Test
  @DisplayName("C.1.12 failing by the header is 401 with a challenge of its scheme")
  void challengesTheHeader() {
    Answer answer = CLIENT.basic("billing", "sgs_" + "A".repeat(43), GRANT);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.error()).isEqualTo("invalid_client");
    assertThat(answer.header("www-authenticate"))
        .isEqualTo("Basic realm=\"" + RunningAuthority.ISSUER + "\", charset=\"UTF-8\"");
  }

  @Test
  @DisplayName("C.1.12 failing by the form is 401 with a challenge too")
  void challengesTheForm() {
    for (String form :
        List.of(GRANT, GRANT + "&client_id=billing&client_secret=wrong", GRANT + "&client_id=a")) {
      Answer answer = CLIENT.post(form);

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.error()).isEqualTo("invalid_client");
      assertThat(answer.header("www-authenticate")).startsWith("Basic realm=");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "Digest username=\"billing\"", "Basic", "x", ""})
  @DisplayName("C.1.12 an unknown scheme is 401 with a challenge")
  void challengesAnUnknownScheme(String header) {
    Answer answer = CLIENT.post(header, GRANT);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).startsWith("Basic realm=");
  }

  @Test
  @DisplayName("C.1.13 who is unknown, disabled or wrong has the same answer")
  void answersAllWhoFailAlike() {
    String disabledSecret = AUTHORITY.addApplication("retired");
    AUTHORITY.authority().administration().disable("retired");
    String wrongSecret = "sgs_" + "A".repeat(43);

    Answer expected = CLIENT.basic("nobody", wrongSecret, GRANT);

    List<Answer> others =
        List.of(
            CLIENT.basic("billing", wrongSecret, GRANT),
            CLIENT.basic("billing", "a wrong password", GRANT),
            CLIENT.basic("nobody", "a wrong password", GRANT),
            CLIENT.basic("ada", wrongSecret, GRANT),
            CLIENT.basic("ada", "a wrong password", GRANT),
            CLIENT.basic("ADA", PASSWORD, GRANT),
            CLIENT.basic("retired", disabledSecret, GRANT),
            CLIENT.basic("no such form of name!", PASSWORD, GRANT),
            CLIENT.basic("-", PASSWORD, GRANT),
            CLIENT.basic("n".repeat(2_000), PASSWORD, GRANT),
            CLIENT.basic("billing", "", GRANT),
            CLIENT.post(GRANT + "&client_id=billing&client_secret=wrong"),
            CLIENT.post(GRANT + "&client_id=nobody&client_secret=wrong"));
    assertThat(expected.status()).isEqualTo(401);
    assertThat(others)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(expected.status());
              assertThat(answer.body()).isEqualTo(expected.body());
              assertThat(stable(answer)).isEqualTo(stable(expected));
            });
  }

  /** The header fields but those that are new in each answer. */
  private static Map<String, List<String>> stable(Answer answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
    headers.keySet().removeAll(List.of("date", "x-request-id"));
    return headers;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "billing",
        ":secret",
        "",
        "%zz:secret",
        "billing:%4",
        "billing:%",
        "billing:%ff%fe",
      })
  @DisplayName("C.1.9 a pair that is not name:secret is invalid_request")
  void refusesAMalformedPair(String pair) {
    Answer answer = CARELESS.post(rawBasicHeader(pair), GRANT);

    assertThat(answer.status()).isIn(400, 401);
    assertThat(answer.error()).isIn("invalid_request", "invalid_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic !!!!", "Basic YmlsbGluZzp4=x", "Basic YmlsbGluZzp4 YQ==", "Basic _-8="})
  @DisplayName("C.1.9 what is not base64 is invalid_request")
  void refusesWhatIsNotBase64(String header) {
    Answer answer = CARELESS.post(header, GRANT);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("C.1.9 a pair that is not UTF-8 is invalid_request")
  void refusesWhatIsNotUtf8() {
    String pair = Base64.getEncoder().encodeToString(new byte[] {'a', ':', (byte) 0xff});

    assertThat(CARELESS.post("Basic " + pair, GRANT).error()).isEqualTo("invalid_request");
  }

  @Test
  void neverTakesASecretThatWasCutOrLengthened() {
    for (String other :
        List.of(secret.substring(1), secret + "A", secret + "\u0000", " " + secret)) {
      assertThat(CLIENT.basic("billing", other, GRANT).status()).isEqualTo(401);
    }
  }

  @Test
  void takesNoSecretOfAnother() {
    String other = AUTHORITY.addApplication("other");

    assertThat(CLIENT.basic("billing", other, GRANT).status()).isEqualTo(401);
    assertThat(CLIENT.basic("other", other, GRANT).status()).isEqualTo(200);
  }

  @Test
  void asksForTheTypeOfAnAssertion() {
    Answer answer = CLIENT.post(GRANT + "&client_assertion=a.b.c");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }
}
