package dev.signet.authority.token;

import static dev.signet.authority.token.TokenClient.GRANT;
import static dev.signet.authority.token.TokenClient.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRights;
import dev.signet.validator.Token;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import io.restassured.RestAssured;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private static final TokenClient CLIENT = TokenClient.of(AUTHORITY);
  private static final TokenClient CARELESS = TokenClient.careless(AUTHORITY);
  private static final String STOCK = "https://stock.example.org";
  private static final String PASSWORD = "correct horse battery";
  private static final Map<String, Object> DETAILS =
      Map.of(
          "name",
          "Zoë \"the\" Tester",
          "email",
          "zoe@example.org",
          "email_verified",
          true,
          "roles",
          List.of("clerk", "auditor"),
          "groups",
          List.of("east"));

  private static String secret = "";

  @BeforeAll
  static void addConsumers() {
    secret = AUTHORITY.addApplication("billing", "orders.read", "orders.write");
    AUTHORITY.addUser("zoe", PASSWORD, DETAILS);
  }

  private static String token(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().path("access_token").asText();
  }

  private static JsonNode claims(String form) {
    return DecodedToken.of(token(CARELESS.basic("billing", secret, form))).claims();
  }

  @Test
  @DisplayName("C.5.1 the header has the type, the algorithm and the key's name, and nothing else")
  void hasThreeHeaderMembers() {
    JsonNode header = DecodedToken.of(token(CLIENT.basic("billing", secret, GRANT))).header();

    assertThat(header.fieldNames()).toIterable().containsExactly("typ", "alg", "kid");
    assertThat(header.path("typ").asText()).isEqualTo("at+jwt");
    assertThat(header.path("alg").asText()).isEqualTo("ES256");
    assertThat(header.path("kid").asText()).isEqualTo(keys().getKeys().get(0).getKeyID());
  }

  @Test
  @DisplayName("C.5.2 and C.5.3 an application's token has the required claims, sub its own name")
  void hasTheRequiredClaims() {
    JsonNode claims = claims(GRANT);

    long now = RunningAuthority.START.getEpochSecond();
    assertThat(claims.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "iss", "sub", "aud", "client_id", "iat", "exp", "jti", "scope", "holder_type");
    assertThat(claims.path("iss").asText()).isEqualTo(RunningAuthority.ISSUER);
    assertThat(claims.path("sub").asText()).isEqualTo("billing");
    assertThat(claims.path("client_id").asText()).isEqualTo("billing");
    assertThat(claims.path("aud").asText()).isEqualTo(RunningAuthority.AUDIENCE);
    assertThat(claims.path("iat").isIntegralNumber()).isTrue();
    assertThat(claims.path("iat").asLong()).isEqualTo(now);
    assertThat(claims.path("exp").isIntegralNumber()).isTrue();
    assertThat(claims.path("exp").asLong()).isEqualTo(now + 900);
    assertThat(claims.path("holder_type").asText()).isEqualTo("application");
  }

  @Test
  @DisplayName("C.5.3 an application cannot take the name of a user, nor a user that of another")
  void keepsOneNameSpace() {
    assertThatThrownBy(() -> AUTHORITY.addApplication("zoe")).hasMessageContaining("taken");
    assertThatThrownBy(() -> AUTHORITY.addUser("billing", PASSWORD, Map.of()))
        .hasMessageContaining("taken");
  }

  @Test
  @DisplayName("C.5.4 nimbus-jose-jwt verifies the signature with the published key")
  void isSignedForNimbus() throws Exception {
    SignedJWT jwt = SignedJWT.parse(token(CLIENT.basic("billing", secret, GRANT)));

    JWK key = keys().getKeyByKeyId(jwt.getHeader().getKeyID());
    assertThat(jwt.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
    assertThat(Base64.getUrlDecoder().decode(jwt.getSignature().toString())).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ES256", "Ed25519", "RS256"})
  @DisplayName("C.5.4 the validator accepts tokens of each algorithm, RS256 among them")
  void isAcceptedByTheValidator(String algorithm) throws Exception {
    try (RunningAuthority other =
        new RunningAuthority().with("SIGNET_KEYS_ALGORITHM", algorithm).start()) {
      String otherSecret = other.addApplication("billing", "orders.read");
      String jwt = token(TokenClient.of(other).basic("billing", otherSecret, GRANT));

      assertThat(DecodedToken.of(jwt).header().path("alg").asText()).isEqualTo(algorithm);
      if (algorithm.equals("RS256")) {
        JWSVerifier rsa = new RSASSAVerifier(keys(other).getKeys().get(0).toRSAKey());
        assertThat(SignedJWT.parse(jwt).verify(rsa)).isTrue();
      }
      assertThat(check(other, jwt).orThrow().holder().subject()).isEqualTo("billing");
      assertThat(check(other, jwt.substring(0, jwt.length() - 6) + "AAAAAA").httpStatus())
          .isEqualTo(401);
      assertThat(check(AUTHORITY, jwt).httpStatus()).isEqualTo(401);
    }
  }

  @Test
  @DisplayName("C.5.5 the audience is the one that was asked, by resource or by name")
  void isForTheAudienceAsked() {
    AUTHORITY.addApplication(stockRights("ordering-1"));
    String own = AUTHORITY.addApplication(stockRights("ordering-2"));

    for (String name : List.of("resource", "audience")) {
      Answer answer = CARELESS.basic("ordering-2", own, GRANT + "&" + name + "=" + encode(STOCK));
      assertThat(DecodedToken.of(token(answer)).claims().path("aud").asText()).isEqualTo(STOCK);
    }
  }

  @Test
  @DisplayName("C.5.5 without a resource the audience is the first of the client's own")
  void isForTheDefaultAudience() {
    String own = AUTHORITY.addApplication(stockRights("ordering-3"));

    JsonNode claims = DecodedToken.of(token(CLIENT.basic("ordering-3", own, GRANT))).claims();

    assertThat(claims.path("aud").asText()).isEqualTo(RunningAuthority.AUDIENCE);
  }

  @Test
  @DisplayName("C.5.5 several resources stand in a list, and are refused when a scope is ambiguous")
  void refusesAnAmbiguousScope() {
    String own = AUTHORITY.addApplication(stockRights("ordering-4"));
    String both = GRANT + "&resource=" + encode(STOCK) + "&resource=" + encode("urn:x:third");

    JsonNode claims = DecodedToken.of(token(CARELESS.basic("ordering-4", own, both))).claims();
    assertThat(claims.path("aud")).map(JsonNode::asText).containsExactly(STOCK, "urn:x:third");

    TokenRights scoped =
        new TokenRights(List.of(STOCK, "urn:x:third"), Set.of("stock.read"), Optional.empty());
    String scopedSecret = AUTHORITY.addApplication(new NewConsumer("scoped", scoped, Map.of()));
    assertThat(CARELESS.basic("scoped", scopedSecret, both).error()).isEqualTo("invalid_target");
  }

  private static NewConsumer stockRights(String name) {
    return new NewConsumer(
        name,
        new TokenRights(
            List.of(RunningAuthority.AUDIENCE, STOCK, "urn:x:third"), Set.of(), Optional.empty()),
        Map.of());
  }

  @Test
  @DisplayName("C.5.6 the scope is what was granted, and absent when nothing was")
  void saysTheScopeGranted() {
    assertThat(claims(GRANT + "&scope=orders.write").path("scope").asText())
        .isEqualTo("orders.write");
    assertThat(claims(GRANT + "&scope=orders.write+orders.read").path("scope").asText())
        .isEqualTo("orders.write orders.read");
    String none = AUTHORITY.addApplication("scopeless");
    Answer answer = CLIENT.basic("scopeless", none, GRANT);
    assertThat(DecodedToken.of(token(answer)).claims().has("scope")).isFalse();
    assertThat(answer.json().has("scope")).isFalse();
  }

  @Test
  @DisplayName("C.5.7 a user's token says how and when the user was authenticated, and the details")
  void saysWhoTheUserIs() {
    JsonNode claims = DecodedToken.of(token(CLIENT.basic("zoe", PASSWORD, GRANT))).claims();

    assertThat(claims.path("auth_time").asLong())
        .isEqualTo(RunningAuthority.START.getEpochSecond());
    assertThat(claims.path("amr")).map(JsonNode::asText).containsExactly("pwd");
    assertThat(claims.path("holder_type").asText()).isEqualTo("user");
    assertThat(claims.path("name").asText()).isEqualTo("Zoë \"the\" Tester");
    assertThat(claims.path("email").asText()).isEqualTo("zoe@example.org");
    assertThat(claims.path("email_verified").isBoolean()).isTrue();
    assertThat(claims.path("roles")).map(JsonNode::asText).containsExactly("clerk", "auditor");
    assertThat(claims.path("groups")).map(JsonNode::asText).containsExactly("east");
  }

  @Test
  @DisplayName("C.5.8 ids have 128 random bits and never come twice")
  void hasRandomIds() {
    Set<String> ids = new HashSet<>();
    BitSet ever = new BitSet(128);
    BitSet always = new BitSet(128);
    always.set(0, 128);
    for (int i = 0; i < 64; i++) {
      String id = claims(GRANT).path("jti").asText();
      byte[] bytes = Base64.getUrlDecoder().decode(id);
      assertThat(bytes).hasSize(6 + 16);
      BitSet bits = BitSet.valueOf(Arrays.copyOfRange(bytes, 6, 22));
      assertThat(ids.add(id)).isTrue();
      ever.or(bits);
      always.and(bits);
    }
    // Each of the 128 bits was 0 once and 1 once; by chance alone that fails once in 2^56 runs.
    assertThat(ever.cardinality()).isEqualTo(128);
    assertThat(always.cardinality()).isZero();
  }

  @Test
  @DisplayName("C.5.11 a token with the largest details stays under 4 KiB")
  void staysSmall() {
    List<String> roles = new ArrayList<>();
    for (int i = 10; i < 70; i++) {
      roles.add("role-of-department-" + i);
    }
    TokenRights rights = new TokenRights(List.of(STOCK), Set.of("s".repeat(64)), Optional.empty());
    NewConsumer largest = new NewConsumer("n".repeat(128), rights, Map.of("roles", roles));

    Answer answer = CLIENT.basic(largest.name(), AUTHORITY.addApplication(largest), GRANT);

    assertThat(token(answer)).hasSizeBetween(2_500, 4_096);
  }

  @Test
  void livesAsLongAsItsClientMayHaveAndNoLonger() {
    assertThat(lifetimeOf("short-lived", Duration.ofSeconds(30))).isEqualTo(30);
    assertThat(lifetimeOf("hour-lived", Duration.ofHours(1))).isEqualTo(3600);
    assertThat(lifetimeOf("long-lived", Duration.ofHours(2))).isEqualTo(3600);
  }

  private static int lifetimeOf(String name, Duration lifetime) {
    TokenRights rights = new TokenRights(List.of(STOCK), Set.of(), Optional.of(lifetime));
    String own = AUTHORITY.addApplication(new NewConsumer(name, rights, Map.of()));
    Answer answer = CLIENT.basic(name, own, GRANT);
    JsonNode claims = DecodedToken.of(token(answer)).claims();
    int seconds = answer.json().path("expires_in").asInt();
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(seconds);
    return seconds;
  }

  @Test
  void isRecordedBeforeItIsAnswered() {
    JsonNode claims = claims(GRANT + "&scope=orders.read");

    TokenRecord record =
        AUTHORITY
            .authority()
            .storage()
            .tokenReader()
            .find(claims.path("jti").asText())
            .orElseThrow();
    assertThat(record.subject()).isEqualTo("billing");
    assertThat(record.audience()).containsExactly(RunningAuthority.AUDIENCE);
    assertThat(record.scopes()).containsExactly("orders.read");
    assertThat(record.expiresAt().getEpochSecond()).isEqualTo(claims.path("exp").asLong());
    assertThat(record.keyId()).isEqualTo(keys().getKeys().get(0).getKeyID());
  }

  @Test
  void isExpiredForTheValidatorAfterItsLifetime() throws Exception {
    try (RunningAuthority other = new RunningAuthority().start()) {
      String own = other.addApplication("billing");
      String jwt = token(TokenClient.of(other).basic("billing", own, GRANT));

      other.advance(Duration.ofSeconds(909));
      Token accepted = check(other, jwt).orThrow();
      assertThat(accepted.expiresAt()).isEqualTo(RunningAuthority.START.plusSeconds(900));
      other.advance(Duration.ofSeconds(1));
      assertThat(check(other, jwt).httpStatus()).isEqualTo(401);
    }
  }

  private static Verdict check(RunningAuthority authority, String jwt) {
    String keys = RestAssured.get(authority.url("/.well-known/jwks.json")).asString();
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, RunningAuthority.AUDIENCE)
            .keys(keys)
            .clock(authority.clock())
            .build()) {
      return validator.check("Bearer " + jwt);
    }
  }

  private static JWKSet keys() {
    return keys(AUTHORITY);
  }

  private static JWKSet keys(RunningAuthority authority) {
    try {
      return JWKSet.parse(RestAssured.get(authority.url("/.well-known/jwks.json")).asString());
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
