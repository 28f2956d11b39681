package dev.signet.authority.revocation;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.token.TokenClient;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevokeEndpointTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static String secret = "";
  private static String foreign = "";

  private String token = "";
  private int before;

  @BeforeAll
  static void addApplications() {
    secret = AUTHORITY.addApplication("billing");
    foreign = AUTHORITY.addApplication("reports");
    AUTHORITY.addApplication("guessed");
  }

  @BeforeEach
  void issueAToken() {
    token = issue();
    before = AUTHORITY.authority().revocations().inForce().size();
  }

  private String issue() {
    return TokenClient.of(AUTHORITY)
        .basic("billing", secret, GRANT)
        .json()
        .required("access_token")
        .asText();
  }

  private Answer revoke(String form) {
    return revoke("billing", secret, form);
  }

  private Answer revoke(String name, String password, String form) {
    return send(request(name, password).body(form));
  }

  private RequestSpecification request(String name, String password) {
    return TokenClient.careless(AUTHORITY)
        .request()
        .header("Authorization", TokenClient.basicHeader(name, password));
  }

  private Answer send(RequestSpecification request) {
    return ContractFilter.answer(request.post(AUTHORITY.url("/revoke")));
  }

  /** How many revocations the test has added. */
  private int added() {
    return AUTHORITY.authority().revocations().inForce().size() - before;
  }

  @Test
  @DisplayName("C.9.1, C.9.6 the client of a token takes it back; nothing stands in the answer")
  void revokesATokenOfTheClient() {
    Answer answer = revoke("token=" + token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.header("revocation-effective-within")).isEqualTo("18");
    assertThat(added()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token", "refresh_token", "unheard_of", ""})
  @DisplayName("C.9.1 a wrong or unknown hint does not hide the token")
  void findsTheTokenWhateverTheHint(String hint) {
    assertThat(revoke("token=" + token + "&token_type_hint=" + hint).status()).isEqualTo(200);
    assertThat(added()).isEqualTo(1);
  }

  @Test
  @DisplayName("C.9.2 the client authenticates as at the token endpoint")
  void demandsAuthentication() {
    Answer without = send(TokenClient.careless(AUTHORITY).request().body("token=" + token));
    Answer wrong = revoke("billing", "wrong", "token=" + token);
    Answer inTheBody =
        send(
            TokenClient.careless(AUTHORITY)
                .request()
                .body("token=" + token + "&client_id=billing&client_secret=" + encode(secret)));

    assertThat(without.status()).isEqualTo(401);
    assertThat(without.error()).isEqualTo("invalid_client");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("www-authenticate")).startsWith("Basic ");
    assertThat(inTheBody.status()).isEqualTo(200);
  }

  @Test
  @DisplayName("C.9.3 the token of another client is refused and stays good")
  void refusesTheTokenOfAnotherClient() {
    Answer answer = revoke("reports", foreign, "token=" + token);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("unauthorized_client");
    assertThat(added()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "a.b.c", "..", "e30.e30.e30", "e30.bnVsbA.x", "a.%00.c"})
  @DisplayName("C.9.4 what is no token of ours is good no more already")
  void answersTheSameForGarbage(String garbage) {
    Answer answer = revoke("token=" + encode(garbage));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(added()).isZero();
  }

  @Test
  @DisplayName("C.9.4 an unknown jti")
  void answersTheSameForAnUnknownToken() {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"jti\":\"unknown\"}".getBytes(US_ASCII));

    assertThat(revoke("token=e30." + claims + ".e30").status()).isEqualTo(200);
    assertThat(added()).isZero();
  }

  @Test
  @DisplayName("C.9.4 an expired token, once no validator takes it any more")
  void answersTheSameForAnExpiredToken() {
    AUTHORITY.advance(Duration.ofMinutes(15));
    assertThat(revoke("token=" + token).status()).as("a validator's skew").isEqualTo(200);
    assertThat(added()).isEqualTo(1);

    String later = issue();
    AUTHORITY.advance(Duration.ofMinutes(21));

    assertThat(revoke("token=" + later).status()).isEqualTo(200);
    assertThat(added()).isEqualTo(1);
  }

  @Test
  @DisplayName("C.9.5 a missing token is invalid_request")
  void demandsAToken() {
    assertThat(revoke("token_type_hint=access_token").error()).isEqualTo("invalid_request");
    assertThat(revoke("token=").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("C.9.9 revoking again changes nothing")
  void revokesOnce() {
    revoke("token=" + token);

    assertThat(revoke("token=" + token).status()).isEqualTo(200);
    assertThat(added()).isEqualTo(1);
  }

  @Test
  @DisplayName("C.9.10 guessing is slowed down as at the token endpoint")
  void slowsGuessingDown() {
    for (int i = 0; i < 10; i++) {
      assertThat(revoke("guessed", "wrong", "token=" + token).status()).isEqualTo(401);
    }

    Answer answer = revoke("guessed", "wrong", "token=" + token);

    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isNotEmpty();
    assertThat(added()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  @DisplayName("C.9.11 no other method revokes")
  void takesNoOtherMethod(String method) {
    Answer answer =
        ContractFilter.answer(
            request("billing", secret)
                .queryParam("token", token)
                .request(method, AUTHORITY.url("/revoke")));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo("POST");
    assertThat(added()).isZero();
  }

  @Test
  void refusesCredentialsInTheAddress() {
    Answer answer =
        send(
            TokenClient.careless(AUTHORITY)
                .request()
                .queryParam("client_id", "billing")
                .queryParam("client_secret", secret)
                .body("token=" + token));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(added()).isZero();
  }
}
