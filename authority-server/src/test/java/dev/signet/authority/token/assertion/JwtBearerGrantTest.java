package dev.signet.authority.token.assertion;

import static dev.signet.authority.authn.assertion.AssertionMaker.text;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.authn.assertion.AssertionMaker;
import dev.signet.authority.authn.assertion.PublishedSet;
import dev.signet.authority.authn.assertion.SignerKey;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.TokenClient;
import dev.signet.validator.TokenValidator;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens for whom a trusted issuer speaks, over HTTP. */
@Timeout(120)
class JwtBearerGrantTest {
  private static final String TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String STOCK = "https://stock.example.org";
  private static final String IDP = "https://idp.example.com";
  private static final String CLUSTER = "https://kubernetes.default.svc";
  private static final String PARTNER = "https://partner.example.net";

  private static final SignerKey IDP_KEY = SignerKey.rs256("idp-1");
  private static final SignerKey CLUSTER_KEY = SignerKey.rs256("cluster-1");
  private static final SignerKey PARTNER_KEY = SignerKey.es256("partner-1");
  private static final PublishedSet IDP_KEYS = PublishedSet.of(IDP_KEY);
  private static final PublishedSet CLUSTER_KEYS = PublishedSet.of(CLUSTER_KEY);
  private static final PublishedSet NEVER_THERE = PublishedSet.of();
  private static final Path PARTNER_FILE = pem(PARTNER_KEY);

  @RegisterExtension
  static final RunningAuthority AUTHORITY =
      new RunningAuthority()
          .with("SIGNET_SIGN_IN_FAILURES", "1000000")
          .configured(
              String.format(
                  Locale.ROOT,
                  """
              profile: development
              assertions:
                idp:
                  issuer: %s
                  jwksUri: %s
                  prefix: idp/
                  claims: ["email=email", "email_verified=email_verified", "name=name", "roles=groups"]
                  clients: [billing]
                  audiences: [%s]
                  scopes: [orders.read, orders.audit]
                cluster:
                  issuer: %s
                  jwksUri: %s
                  audience: signet
                  algorithms: [RS256]
                  prefix: cluster/
                  holder: application
                  clients: [billing, workload]
                  audiences: [%s]
                  lifetime: 2m
                  replay: reusable
                partner:
                  issuer: %s
                  keysFile: %s
                  prefix: partner|
                  subject: account
                  longestLifetime: 2m
                  clients: [billing]
                  audiences: [%s, %s]
                lost:
                  issuer: https://lost.example.org
                  jwksUri: %s
                  prefix: lost/
                  clients: [billing]
                  audiences: [%s]""",
                  IDP,
                  IDP_KEYS.address(),
                  RunningAuthority.AUDIENCE,
                  CLUSTER,
                  CLUSTER_KEYS.address(),
                  RunningAuthority.AUDIENCE,
                  PARTNER,
                  PARTNER_FILE,
                  RunningAuthority.AUDIENCE,
                  "https://not-the-clients.example.org",
                  NEVER_THERE.address(),
                  RunningAuthority.AUDIENCE));

  private static final TokenClient CLIENT = TokenClient.of(AUTHORITY);

  private static String secret = "";
  private static String workloadSecret = "";

  @BeforeAll
  static void addClients() {
    secret = AUTHORITY.addApplication(client("billing"));
    workloadSecret = AUTHORITY.addApplication(client("workload"));
    Answer answer = ask(idToken());
    while (answer.status() == 503) {
      // The first fetch may take longer than a request waits.
      answer = ask(idToken());
    }
    assertThat(answer.status()).isEqualTo(200);
  }

  @AfterAll
  static void stop() throws IOException {
    IDP_KEYS.close();
    CLUSTER_KEYS.close();
    NEVER_THERE.close();
    Files.delete(PARTNER_FILE);
  }

  private static NewConsumer client(String name) {
    TokenRights rights =
        new TokenRights(
            List.of(STOCK, RunningAuthority.AUDIENCE),
            new LinkedHashSet<>(List.of("orders.read", "orders.write")),
            Optional.empty(),
            Set.of(TYPE, "client_credentials"));
    return new NewConsumer(name, rights, Map.of());
  }

  private static Path pem(SignerKey key) {
    String base64 = Base64.getMimeEncoder().encodeToString(key.publicKey().getEncoded());
    try {
      Path file = Files.createTempFile("partner", ".pem");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AssertionMaker of(SignerKey key, String issuer, String audience) {
    return AssertionMaker.of(key, issuer, audience, AUTHORITY.clock().instant());
  }

  /** As OpenID Connect Core §2 shapes it. */
  private static AssertionMaker idToken() {
    return of(IDP_KEY, IDP, RunningAuthority.ISSUER)
        .header("typ", text("JWT"))
        .claim("sub", text("248289761001"))
        .claim("auth_time", "1311280969")
        .claim("nonce", text("n-0S6_WzA2Mj"))
        .claim("amr", "[\"pwd\",\"mfa\"]")
        .claim("email", text("jane@example.com"))
        .claim("email_verified", "true")
        .claim("groups", "[\"clerk\",\"auditor\"]");
  }

  /** As a Kubernetes API server shapes the token of a service account. */
  private static AssertionMaker serviceAccountToken() {
    return of(CLUSTER_KEY, CLUSTER, "signet")
        .claim("sub", text("system:serviceaccount:shop:billing"))
        .claim("aud", "[\"signet\"]")
        .claim(
            "kubernetes.io",
            "{\"namespace\":\"shop\",\"pod\":{\"name\":\"billing-7d\",\"uid\":\"u1\"},"
                + "\"serviceaccount\":{\"name\":\"billing\",\"uid\":\"u2\"},\"warnafter\":1}");
  }

  private static AssertionMaker partnerAssertion() {
    // A PEM key has no name but its thumbprint: without one it is found by its algorithm.
    return of(PARTNER_KEY, PARTNER, RunningAuthority.ISSUER + "/token")
        .without("sub")
        .claim("sub", text("whatever"))
        .claim("account", text("4711"))
        .withoutHeader("kid");
  }

  private static String form(String assertion) {
    return "grant_type=" + encode(TYPE) + "&assertion=" + encode(assertion);
  }

  private static Answer ask(AssertionMaker assertion) {
    return ask(assertion, "");
  }

  private static Answer ask(AssertionMaker assertion, String more) {
    return CLIENT.basic("billing", secret, form(assertion.signed()) + more);
  }

  private static JsonNode claims(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    String payload = answer.json().path("access_token").asText().split("\\.", -1)[1];
    try {
      return new JsonMapper().readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertInvalid(Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_grant");
  }

  @Nested
  class OfIssuers {
    @Test
    @DisplayName("C.3.1 an ID token of an identity provider gives a token that speaks of its user")
    void takesAnIdToken() {
      JsonNode claims = claims(ask(idToken()));

      assertThat(claims.path("sub").asText()).isEqualTo("idp/248289761001");
      assertThat(claims.path("client_id").asText()).isEqualTo("billing");
      assertThat(claims.path("holder_type").asText()).isEqualTo("user");
      assertThat(claims.path("email").asText()).isEqualTo("jane@example.com");
      assertThat(claims.path("email_verified").asBoolean()).isTrue();
      assertThat(claims.path("roles")).map(JsonNode::asText).containsExactly("clerk", "auditor");
      assertThat(claims.has("name")).isFalse();
      assertThat(claims.has("groups")).isFalse();
    }

    @Test
    @DisplayName("nobody here saw the user sign in")
    void saysNothingOfHowTheHolderWasAuthenticated() {
      JsonNode claims = claims(ask(idToken()));

      assertThat(claims.has("amr")).isFalse();
      assertThat(claims.has("auth_time")).isFalse();
    }

    @Test
    @DisplayName("C.3.7 the token of a service account is used again until it expires")
    void takesATokenOfAServiceAccountAgain() {
      String token = serviceAccountToken().without("jti").signed();

      for (int i = 0; i < 2; i++) {
        JsonNode claims = claims(CLIENT.basic("workload", workloadSecret, form(token)));
        assertThat(claims.path("sub").asText())
            .isEqualTo("cluster/system:serviceaccount:shop:billing");
        assertThat(claims.path("holder_type").asText()).isEqualTo("application");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(120);
      }
    }

    @Test
    void takesAnAssertionByThePartnersOwnKey() {
      assertThat(claims(ask(partnerAssertion())).path("sub").asText()).isEqualTo("partner|4711");
    }

    @Test
    void issuesWhatAValidatorAccepts() {
      String token = ask(idToken()).json().path("access_token").asText();
      String keys = RestAssured.get(AUTHORITY.url("/.well-known/jwks.json")).asString();

      try (TokenValidator validator =
          TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
              .keys(keys)
              .clock(AUTHORITY.clock())
              .build()) {
        assertThat(validator.checkToken(token).orThrow().holder().subject())
            .isEqualTo("idp/248289761001");
      }
    }

    @Test
    void namesTheGrantInTheMetadata() {
      JsonNode types =
          RestAssured.get(AUTHORITY.url("/.well-known/oauth-authorization-server"))
              .as(JsonNode.class)
              .path("grant_types_supported");

      assertThat(types).map(JsonNode::asText).containsExactly("client_credentials", TYPE);
    }
  }

  @Nested
  class OfRequests {
    @Test
    @DisplayName("C.3.1 without an assertion, or with two")
    void asksForOneAssertion() {
      assertThat(CLIENT.basic("billing", secret, "grant_type=" + encode(TYPE)).error())
          .isEqualTo("invalid_request");
      assertThat(
              TokenClient.careless(AUTHORITY)
                  .basic("billing", secret, form(idToken().signed()) + "&assertion=x")
                  .error())
          .isEqualTo("invalid_request");
    }

    @Test
    void asksWhoAsks() {
      assertThat(CLIENT.post(form(idToken().signed())).error()).isEqualTo("invalid_client");
    }

    @Test
    @DisplayName("C.1.7 a client without this grant type is unauthorized")
    void refusesAClientWithoutTheGrantType() {
      String plain = AUTHORITY.addApplication("plain");

      assertThat(CLIENT.basic("plain", plain, form(idToken().signed())).error())
          .isEqualTo("unauthorized_client");
    }

    @Test
    @DisplayName("C.3.5 scopes within those of the issuer and of the client")
    void narrowsScopes() {
      assertThat(claims(ask(idToken())).path("scope").asText()).isEqualTo("orders.read");
      assertThat(claims(ask(idToken(), "&scope=orders.read")).path("scope").asText())
          .isEqualTo("orders.read");
      for (String more : List.of("orders.write", "orders.audit", "orders.read%20orders.write")) {
        assertThat(ask(idToken(), "&scope=" + more).error()).isEqualTo("invalid_scope");
      }
    }

    @Test
    @DisplayName("C.3.5 audiences within those of the issuer and of the client")
    void narrowsAudiences() {
      assertThat(claims(ask(idToken())).path("aud").asText()).isEqualTo(RunningAuthority.AUDIENCE);
      assertThat(askFor(STOCK, idToken()).error()).isEqualTo("invalid_target");
      assertThat(askFor("https://not-the-clients.example.org", partnerAssertion()).error())
          .isEqualTo("invalid_target");
    }

    /** The contract has a list of audiences, of which one is no list to its checker. */
    private static Answer askFor(String audience, AssertionMaker assertion) {
      return TokenClient.careless(AUTHORITY)
          .basic("billing", secret, form(assertion.signed()) + "&audience=" + encode(audience));
    }

    @Test
    void givesTokensTheirOwnLifetime() {
      JsonNode claims = claims(ask(idToken()));

      assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(600);
    }
  }

  @Nested
  class OfDefects {
    @Test
    @DisplayName("C.3.2 an issuer that nobody trusts, or not for this client")
    void refusesOthers() {
      assertInvalid(ask(of(IDP_KEY, "https://evil.example.com", RunningAuthority.ISSUER)));
      assertInvalid(ask(idToken().claim("iss", text(IDP + '/'))));
      assertInvalid(ask(idToken().without("iss")));
      assertInvalid(CLIENT.basic("workload", workloadSecret, form(idToken().signed())));
    }

    @Test
    @DisplayName("C.3.2 the issuer owns the key")
    void refusesTheKeyOfAnotherIssuer() {
      assertInvalid(ask(of(CLUSTER_KEY, IDP, RunningAuthority.ISSUER)));
      assertInvalid(ask(of(IDP_KEY, CLUSTER, "signet")));
      assertInvalid(
          ask(of(CLUSTER_KEY, IDP, RunningAuthority.ISSUER).header("kid", text("idp-1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "aud", "exp", "jti"})
    @DisplayName("C.3.2 what is required must be there")
    void refusesWhatIsMissing(String claim) {
      assertInvalid(ask(idToken().without(claim)));
    }

    @Test
    @DisplayName("C.3.3 the issuer or the token endpoint is its audience, and nobody else")
    void judgesTheAudience() {
      claims(ask(idToken().claim("aud", text(RunningAuthority.ISSUER + "/token"))));
      claims(ask(idToken().claim("aud", "[\"x\",\"" + RunningAuthority.ISSUER + "\"]")));
      assertInvalid(ask(idToken().claim("aud", text("https://other.example.org"))));
      assertInvalid(ask(idToken().claim("aud", text(RunningAuthority.ISSUER + "/revoke"))));
      assertInvalid(ask(serviceAccountToken().claim("aud", text(RunningAuthority.ISSUER))));
    }

    @Test
    @DisplayName("C.3.4 expired, of the future, too long-lived")
    void judgesTimes() {
      long now = AUTHORITY.clock().instant().getEpochSecond();

      assertInvalid(ask(idToken().claim("exp", String.valueOf(now - 30)).without("iat")));
      claims(ask(idToken().claim("exp", String.valueOf(now - 29)).without("iat")));
      assertInvalid(ask(idToken().claim("iat", String.valueOf(now + 31))));
      assertInvalid(ask(idToken().claim("nbf", String.valueOf(now + 31))));
      assertInvalid(ask(idToken().claim("exp", String.valueOf(now + 3_601))));
      claims(ask(idToken().claim("exp", String.valueOf(now + 3_600))));
      assertInvalid(ask(partnerAssertion().claim("exp", String.valueOf(now + 121))));
    }

    @Test
    @DisplayName("C.3.6 an access token, theirs or ours, is no assertion")
    void refusesAccessTokens() {
      assertInvalid(ask(idToken().header("typ", text("at+jwt"))));
      assertInvalid(ask(idToken().header("typ", text("application/at+jwt"))));
      String ours = ask(idToken()).json().path("access_token").asText();
      assertInvalid(CLIENT.basic("billing", secret, form(ours)));
    }

    @Test
    @DisplayName("C.3.7 what may be used once is used once, by whichever client")
    void refusesAReplay() {
      String assertion = idToken().signed();

      claims(CLIENT.basic("billing", secret, form(assertion)));

      assertInvalid(CLIENT.basic("billing", secret, form(assertion)));
      claims(ask(idToken().claim("jti", text("same"))));
      assertInvalid(ask(idToken().claim("jti", text("same"))));
    }

    @Test
    @DisplayName("C.17.7 no key of the header is believed, and no address of it asked")
    void believesNoKeyOfTheHeader() {
      SignerKey attacker = SignerKey.rs256("idp-1");
      try (PublishedSet published = PublishedSet.of(attacker)) {
        AssertionMaker forged = of(attacker, IDP, RunningAuthority.ISSUER);
        assertInvalid(ask(forged));
        assertInvalid(ask(forged.header("jku", text(published.address()))));
        assertInvalid(
            ask(
                of(attacker, IDP, RunningAuthority.ISSUER)
                    .header("jwk", attacker.jwk().toPublicJWK().toJSONString())));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "PS256", "rs256", "ES256"})
    @DisplayName("C.17.1 an algorithm that is not the issuer's")
    void refusesOtherAlgorithms(String algorithm) {
      assertInvalid(ask(serviceAccountToken().header("alg", text(algorithm))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "a.b.c.d.e", "{}"})
    @DisplayName("C.17.4 what is no JWT")
    void refusesWhatIsNone(String text) {
      assertInvalid(CLIENT.basic("billing", secret, form(text)));
    }

    @Test
    void refusesAHolderWhoseNameOrDetailsCannotBe() {
      assertInvalid(ask(idToken().claim("sub", text("two words"))));
      assertInvalid(ask(idToken().claim("sub", text("s".repeat(513)))));
      assertInvalid(ask(idToken().claim("email", "1")));
      assertInvalid(ask(idToken().claim("email", text("line\\nbreak"))));
      assertInvalid(ask(idToken().claim("name", text("n".repeat(1_600)))));
      assertInvalid(ask(partnerAssertion().without("account")));
    }

    @Test
    void takesOneGroupAsAListOfOne() {
      JsonNode claims = claims(ask(idToken().claim("groups", text("clerk"))));

      assertThat(claims.path("roles")).map(JsonNode::asText).containsExactly("clerk");
    }
  }

  @Nested
  class OfKeys {
    @Test
    void takesAKeyThatIsRotatedInAndGoesOnWhileTheIssuerIsDown() {
      SignerKey next = SignerKey.rs256("cluster-2");
      CLUSTER_KEYS.publish(CLUSTER_KEY, next);

      AssertionMaker bySecond = of(next, CLUSTER, "signet").claim("sub", text("x"));
      Answer answer = ask(bySecond);
      while (answer.status() != 200) {
        // At most one fetch in 10 s is owed to unknown names.
        answer = ask(bySecond);
      }
      CLUSTER_KEYS.publish();

      claims(ask(serviceAccountToken()));
      claims(ask(bySecond));
    }

    @Test
    @DisplayName("C.3.4 keys that never came are no defect of the assertion")
    void saysThatItCannotJudgeNow() {
      Answer answer = ask(of(IDP_KEY, "https://lost.example.org", RunningAuthority.ISSUER));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error()).isEqualTo("temporarily_unavailable");
      assertThat(Duration.ofSeconds(Long.parseLong(answer.header("retry-after")))).isPositive();
    }
  }
}
