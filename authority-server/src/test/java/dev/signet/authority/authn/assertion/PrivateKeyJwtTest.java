package dev.signet.authority.authn.assertion;

import static dev.signet.authority.authn.assertion.AssertionMaker.text;
import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.directory.credential.Terms;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.token.TokenClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that sign who they are, over HTTP. */
class PrivateKeyJwtTest {
  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority().with("SIGNET_SIGN_IN_FAILURES", "1000000");

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final TokenClient CLIENT = TokenClient.of(AUTHORITY);
  private static final SignerKey KEY = SignerKey.es256("k1");
  private static final SignerKey OTHERS_KEY = SignerKey.es256("k1");

  @BeforeAll
  static void addClients() {
    AUTHORITY.addApplication("billing");
    register("billing", PublicCredential.jwks(SignerKey.set(KEY)));
    AUTHORITY.addApplication("other");
    register("other", PublicCredential.jwks(SignerKey.set(OTHERS_KEY)));
    AUTHORITY.addApplication("keyless");
  }

  private static CredentialRecord register(String client, PublicCredential credential) {
    return AUTHORITY
        .authority()
        .credentialAdministration()
        .add(client, credential, new Terms("", null));
  }

  private static AssertionMaker good() {
    return of("billing", KEY);
  }

  private static AssertionMaker of(String client, SignerKey key) {
    return AssertionMaker.of(key, client, RunningAuthority.ISSUER, AUTHORITY.clock().instant());
  }

  private static String form(String assertion) {
    return "client_assertion_type=" + encode(TYPE) + "&client_assertion=" + encode(assertion);
  }

  private static Answer ask(String assertion) {
    return CLIENT.post(GRANT + '&' + form(assertion));
  }

  private static void assertAccepted(AssertionMaker assertion) {
    assertThat(ask(assertion.signed()).status()).isEqualTo(200);
  }

  private static void assertRefused(AssertionMaker assertion) {
    assertRefused(ask(assertion.signed()));
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.error()).isEqualTo("invalid_client");
    assertThat(answer.header("www-authenticate")).startsWith("Basic realm=");
  }

  @Test
  @DisplayName("C.2.1 the type and one assertion authenticate a client")
  void takesAnAssertion() {
    Answer answer = ask(good().signed());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("access_token").asText()).startsWith("eyJ");
  }

  @Test
  @DisplayName("C.2.1 the type without an assertion, or the reverse, is invalid_request")
  void asksForBothParameters() {
    for (String half :
        List.of(
            "&client_assertion_type=" + encode(TYPE),
            "&client_assertion=" + encode(good().signed()))) {
      Answer answer = CLIENT.post(GRANT + half);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error()).isEqualTo("invalid_request");
    }
  }

  @Test
  @DisplayName("C.2.1 two assertions are invalid_request")
  void refusesTwoAssertions() {
    Answer answer =
        TokenClient.careless(AUTHORITY)
            .post(
                GRANT
                    + '&'
                    + form(good().signed())
                    + "&client_assertion="
                    + encode(good().signed()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:ietf:params:oauth:client-assertion-type:saml2-bearer",
        "urn:ietf:params:oauth:client-assertion-type:JWT-bearer",
        "jwt-bearer",
      })
  @DisplayName("C.2.1, C.2.8 another type is a way that is not offered")
  void offersNoOtherType(String type) {
    assertRefused(
        CLIENT.post(
            GRANT
                + "&client_assertion_type="
                + encode(type)
                + "&client_assertion="
                + encode(good().signed())));
  }

  @Test
  @DisplayName("C.1.11 an assertion beside a secret is two ways")
  void refusesASecondWay() {
    String form = GRANT + '&' + form(good().signed());

    assertThat(CLIENT.post(form + "&client_id=billing&client_secret=x").error())
        .isEqualTo("invalid_request");
    assertThat(CLIENT.basic("billing", "x", form).error()).isEqualTo("invalid_request");
  }

  @Test
  @DisplayName("C.2.2 issuer and subject are the client, and a client_id is the same")
  void takesOneNameForAll() {
    assertThat(CLIENT.post(GRANT + "&client_id=billing&" + form(good().signed())).status())
        .isEqualTo(200);
    assertRefused(CLIENT.post(GRANT + "&client_id=other&" + form(good().signed())));
    assertRefused(good().claim("sub", text("other")));
    assertRefused(good().claim("iss", text("other")));
    assertRefused(good().without("iss"));
    assertRefused(good().without("sub"));
  }

  @Test
  @DisplayName("C.2.3 the issuer identifier as a string or an array of one")
  void takesTheIssuerAsAudience() {
    assertAccepted(good());
    assertAccepted(good().claim("aud", "[\"" + RunningAuthority.ISSUER + "\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"http://localhost:8080/token\"",
        "\"http://localhost:8080/\"",
        "\"http://localhost:8080x\"",
        "\"HTTP://localhost:8080\"",
        "[\"http://localhost:8080\",\"http://localhost:8080/token\"]",
        "[]",
        "null",
      })
  @DisplayName("C.2.3 nothing else is an audience")
  void takesNoOtherAudience(String json) {
    assertRefused(good().claim("aud", json));
  }

  @Test
  @DisplayName("C.2.3 no audience is refused")
  void takesNoneWithoutAudience() {
    assertRefused(good().without("aud"));
  }

  @Test
  @DisplayName("C.2.4 expired, too far ahead, not yet valid, without exp or jti")
  void judgesTimes() {
    long now = AUTHORITY.clock().instant().getEpochSecond();

    assertRefused(good().claim("exp", String.valueOf(now - 30)).without("iat"));
    assertAccepted(good().claim("exp", String.valueOf(now - 29)).without("iat"));
    assertRefused(good().claim("exp", String.valueOf(now + 331)).without("iat"));
    assertAccepted(good().claim("exp", String.valueOf(now + 330)).without("iat"));
    assertRefused(good().claim("nbf", String.valueOf(now + 31)));
    assertAccepted(good().claim("nbf", String.valueOf(now + 30)));
    assertRefused(good().without("exp"));
    assertRefused(good().without("jti"));
  }

  @Test
  @DisplayName("C.2.4 an assertion is used once, also when its first request failed later")
  void takesAnAssertionOnce() {
    String assertion = good().signed();

    assertThat(CLIENT.post(GRANT + "&scope=no.such&" + form(assertion)).error())
        .isEqualTo("invalid_scope");
    assertRefused(ask(assertion));
  }

  @Test
  @DisplayName("C.2.4 the same jti of two clients is two assertions")
  void keepsClientsApart() {
    assertAccepted(good().claim("jti", text("shared")));
    assertAccepted(of("other", OTHERS_KEY).claim("jti", text("shared")));
    assertRefused(good().claim("jti", text("shared")));
  }

  @Test
  @DisplayName("C.2.5 the type of a client's assertion, the usual one or none")
  void takesItsTypes() {
    assertAccepted(good());
    assertAccepted(good().header("typ", text("client-authentication+jwt")));
    assertAccepted(good().header("typ", text("JWT")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "application/at+jwt", "dpop+jwt", "logout+jwt", "secevent+jwt"})
  @DisplayName("C.2.5 no other kind of JWT")
  void refusesOtherKinds(String type) {
    assertRefused(good().header("typ", text(type)));
  }

  @Test
  @DisplayName("C.2.6 the key belongs to that client")
  void refusesTheKeyOfAnother() {
    assertRefused(of("billing", OTHERS_KEY));
    assertRefused(of("other", KEY));
    assertRefused(of("billing", KEY).header("kid", text("of nobody")));
  }

  @Test
  @DisplayName("C.2.6 no signature, and none by the public key as a secret")
  void refusesWhatIsNotSigned() {
    assertRefused(ask(good().header("alg", text("none")).signedBy(bytes -> new byte[0])));
    byte[] secret = KEY.publicKey().getEncoded();
    assertRefused(ask(good().header("alg", text("HS256")).signedBy(bytes -> hmac(secret, bytes))));
    byte[] document = SignerKey.set(KEY).getBytes(UTF_8);
    assertRefused(
        ask(good().header("alg", text("HS256")).signedBy(bytes -> hmac(document, bytes))));
  }

  private static byte[] hmac(byte[] secret, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("C.17.7 no key of the header is believed, and no address of it asked")
  void believesNoKeyOfTheHeader() {
    try (PublishedSet attacker = PublishedSet.of(OTHERS_KEY)) {
      String jwk = OTHERS_KEY.jwk().toPublicJWK().toJSONString();
      assertRefused(of("billing", OTHERS_KEY).header("jwk", jwk));
      assertRefused(of("billing", OTHERS_KEY).header("jku", text(attacker.address())));
      assertRefused(of("billing", OTHERS_KEY).header("x5u", text(attacker.address())));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30."})
  @DisplayName("C.17.4 what is no assertion")
  void refusesWhatIsNone(String text) {
    assertRefused(ask(text));
  }

  @Test
  @DisplayName(
      "C.2.6 a key registered without a name is known by its thumbprint, and alone by none")
  void takesAKeyWithoutAName() throws Exception {
    SignerKey nameless = SignerKey.nameless();
    AUTHORITY.addApplication("nameless");
    register("nameless", PublicCredential.jwks(SignerKey.set(nameless)));

    assertAccepted(of("nameless", nameless).withoutHeader("kid"));
    String thumbprint = nameless.jwk().computeThumbprint().toString();
    assertAccepted(of("nameless", nameless).header("kid", text(thumbprint)));
    assertRefused(of("nameless", nameless).header("kid", text("another")));
  }

  @Test
  @DisplayName("C.1.13 who is unknown, disabled, without keys or wrong has the same answer")
  void answersAllWhoFailAlike() {
    AUTHORITY.addApplication("retired");
    register("retired", PublicCredential.jwks(SignerKey.set(KEY)));
    AUTHORITY.authority().administration().disable("retired");

    Answer expected = ask(of("nobody", KEY).signed());

    assertRefused(expected);
    for (String assertion :
        List.of(
            of("billing", OTHERS_KEY).signed(),
            of("keyless", KEY).signed(),
            of("retired", KEY).signed(),
            of("no such form of name!", KEY).signed(),
            "a.b.c")) {
      assertThat(ask(assertion).body()).isEqualTo(expected.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/revoke", "/introspect"})
  @DisplayName("C.2.7 the same rule where tokens are revoked and asked about")
  void holdsAtTheOtherEndpoints(String path) {
    AUTHORITY.addApplication(
        new NewConsumer(
            "provider" + path.length(),
            TokenRights.none(),
            List.of(RunningAuthority.AUDIENCE),
            Map.of()));
    String name = "provider" + path.length();
    register(name, PublicCredential.jwks(SignerKey.set(KEY)));

    assertThat(askAt(path, of(name, KEY)).status()).isEqualTo(200);
    assertRefused(askAt(path, of(name, KEY).claim("aud", text(RunningAuthority.ISSUER + path))));
    assertRefused(
        askAt(path, of(name, KEY).claim("aud", text(RunningAuthority.ISSUER + "/token"))));
  }

  private static Answer askAt(String path, AssertionMaker assertion) {
    return ContractFilter.answer(
        CLIENT.request().body("token=x&" + form(assertion.signed())).post(AUTHORITY.url(path)));
  }

  @Test
  void rollsKeysOverWithoutAGap() {
    SignerKey next = SignerKey.rs256("k2");
    AUTHORITY.addApplication("rolling");
    CredentialRecord first = register("rolling", PublicCredential.jwks(SignerKey.set(KEY)));
    register("rolling", PublicCredential.jwks(SignerKey.set(next)));

    assertAccepted(of("rolling", KEY));
    assertAccepted(of("rolling", next));

    AUTHORITY.authority().credentialAdministration().expire("rolling", first.id(), Duration.ZERO);
    assertRefused(of("rolling", KEY));
    assertAccepted(of("rolling", next));
  }

  @Test
  @Timeout(60)
  void fetchesKeysThatAreRegisteredByTheirAddress() {
    try (PublishedSet published = PublishedSet.of(KEY)) {
      AUTHORITY.addApplication("publisher");
      register("publisher", PublicCredential.jwksUri(published.address()));

      Answer answer = ask(of("publisher", KEY).signed());
      while (answer.status() == 503) {
        answer = ask(of("publisher", KEY).signed());
      }
      assertThat(answer.status()).isEqualTo(200);
      assertRefused(of("publisher", OTHERS_KEY));
    }
  }

  @Test
  void saysThatItCannotJudgeNowWhereNoKeysWereFetchedYet() {
    try (PublishedSet silent = PublishedSet.of()) {
      AUTHORITY.addApplication("unreachable");
      register("unreachable", PublicCredential.jwksUri(silent.address()));

      Answer answer = ask(of("unreachable", KEY).signed());

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error()).isEqualTo("temporarily_unavailable");
      assertThat(answer.header("retry-after")).isNotEmpty();
    }
  }
}
