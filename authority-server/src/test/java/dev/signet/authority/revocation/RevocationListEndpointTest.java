package dev.signet.authority.revocation;

import static dev.signet.authority.token.TokenClient.GRANT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.revocation.Revocations.Cause;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListEndpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningAuthority authority = new RunningAuthority();
  private String secret = "";

  @BeforeEach
  void start() {
    authority.start();
    secret = authority.addApplication("billing");
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private Answer get(String pathAndQuery) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.both()).get(authority.url(pathAndQuery)));
  }

  /** The claims of a document whose signature and header are right. */
  private JsonNode claims(Answer answer, String type) throws Exception {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/" + type);
    JWSObject jws = JWSObject.parse(answer.body());
    JWKSet keys = JWKSet.parse(get("/.well-known/jwks.json").body());
    String kid = jws.getHeader().getKeyID();
    assertThat(jws.getHeader().toJSONObject())
        .containsOnlyKeys("typ", "alg", "kid")
        .containsEntry("typ", type);
    assertThat(jws.verify(new ECDSAVerifier(keys.getKeyByKeyId(kid).toECKey()))).isTrue();
    return JSON.readTree(jws.getPayload().toString());
  }

  private JsonNode list() throws Exception {
    return claims(get("/revocations"), "revocation-list+jwt");
  }

  private JsonNode delta(long since) throws Exception {
    return claims(get("/revocations?since=" + since), "revocation-delta+jwt");
  }

  private String issue() {
    return TokenClient.of(authority)
        .basic("billing", secret, GRANT)
        .json()
        .required("access_token")
        .asText();
  }

  private static JsonNode claimsOf(String token) throws Exception {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
  }

  private String revokeAToken() throws Exception {
    String token = issue();
    ContractFilter.answer(
        TokenClient.of(authority)
            .request()
            .header("Authorization", TokenClient.basicHeader("billing", secret))
            .body("token=" + token)
            .post(authority.url("/revoke")));
    return claimsOf(token).required("jti").asText();
  }

  private RevocationRecord revokeAll(String holder) {
    Revocations revocations = authority.authority().revocations();
    return revocations.revoke(
        new TokensIssuedBefore(
            Optional.of(holder),
            Optional.of("billing"),
            Optional.empty(),
            Optional.empty(),
            revocations.nextSecond()),
        new Cause("a test", "a test"));
  }

  private static byte[] name(String jti) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(jti.getBytes(US_ASCII));
    return Arrays.copyOf(hash, 8);
  }

  private static byte[] tokens(JsonNode object) {
    return Base64.getUrlDecoder().decode(object.path("tokens").asText());
  }

  @Test
  void publishesAnEmptyListAtFirst() throws Exception {
    JsonNode list = list();

    assertThat(list.path("iss").asText()).isEqualTo(RunningAuthority.ISSUER);
    assertThat(list.path("iat").longValue()).isEqualTo(RunningAuthority.START.getEpochSecond());
    assertThat(list.path("exp").longValue() - list.path("iat").longValue()).isEqualTo(86_400);
    assertThat(list.path("ttl").longValue()).isEqualTo(10);
    assertThat(list.path("seq").longValue()).isZero();
    assertThat(Base64.getUrlDecoder().decode(list.path("salt").asText())).hasSize(16);
    assertThat(tokens(list)).isEmpty();
    assertThat(list.path("rules").isArray()).isTrue();
    assertThat(list.path("rules")).isEmpty();
  }

  @Test
  void listsARevokedTokenWhenTheAnswerHasLeft() throws Exception {
    String jti = revokeAToken();

    assertThat(list().path("seq").longValue()).isEqualTo(1);
    assertThat(tokens(list())).isEqualTo(name(jti));
  }

  @Test
  void sortsTokensAsUnsignedNumbers() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      expected.add(Long.toHexString(ByteBuffer.wrap(name(revokeAToken())).getLong()));
    }
    List<String> listed = new ArrayList<>();
    ByteBuffer tokens = ByteBuffer.wrap(tokens(list()));
    while (tokens.hasRemaining()) {
      listed.add(Long.toHexString(tokens.getLong()));
    }

    expected.sort(
        (a, b) ->
            Long.compareUnsigned(Long.parseUnsignedLong(a, 16), Long.parseUnsignedLong(b, 16)));
    assertThat(listed).isEqualTo(expected);
  }

  @Test
  void namesSelectorsBySaltedHashes() throws Exception {
    RevocationRecord record = revokeAll("alice");
    authority.followRevocations();

    JsonNode rule = list().path("rules").path(0);

    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update(Base64.getUrlDecoder().decode(list().path("salt").asText()));
    hash.update("sub\0alice".getBytes(US_ASCII));
    assertThat(Base64.getUrlDecoder().decode(rule.path("sub").asText()))
        .isEqualTo(Arrays.copyOf(hash.digest(), 16));
    assertThat(rule.fieldNames())
        .toIterable()
        .containsExactly("id", "sub", "client_id", "issued_before", "expires");
    assertThat(rule.path("id").longValue()).isEqualTo(record.id());
    assertThat(rule.path("issued_before").longValue())
        .isEqualTo(RunningAuthority.START.getEpochSecond() + 1);
    assertThat(rule.path("expires").longValue()).isEqualTo(record.expiresAt().getEpochSecond());
    assertThat(get("/revocations").body()).doesNotContain("alice");
  }

  @Test
  void tellsWhatChangedSinceAList() throws Exception {
    String first = revokeAToken();
    RevocationRecord rule = revokeAll("alice");
    authority.followRevocations();
    authority.authority().revocations().remove(1, "a test");
    authority.authority().revocations().remove(rule.id(), "a test");
    String last = revokeAToken();

    JsonNode delta = delta(2);

    assertThat(delta.path("from").longValue()).isEqualTo(2);
    assertThat(delta.path("to").longValue()).isEqualTo(5);
    assertThat(tokens(delta.path("added"))).isEqualTo(name(last));
    assertThat(tokens(delta.path("removed"))).isEqualTo(name(first));
    assertThat(delta.path("removed").path("rules")).map(JsonNode::longValue).containsExactly(2L);
    assertThat(tokens(list())).isEqualTo(name(last));
    assertThat(list().path("rules")).isEmpty();
  }

  @Test
  void renewsBeliefWhenNothingChanged() throws Exception {
    revokeAToken();
    JsonNode before = delta(1);
    authority.advance(Duration.ofSeconds(10));

    JsonNode delta = delta(1);

    assertThat(delta.path("from").longValue()).isEqualTo(1);
    assertThat(delta.path("to").longValue()).isEqualTo(1);
    assertThat(delta.has("added")).isFalse();
    assertThat(delta.has("removed")).isFalse();
    assertThat(delta.path("exp").longValue()).isEqualTo(before.path("exp").longValue() + 10);
  }

  @Test
  void answersWithTheFullListWhereItKnowsNoWay() throws Exception {
    revokeAToken();

    JsonNode list = claims(get("/revocations?since=7"), "revocation-list+jwt");

    assertThat(list.path("seq").longValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.0", "", "9999999999999999999", "%31%00"})
  void refusesASinceThatIsNoNumber(String since) {
    Answer answer =
        ContractFilter.answer(
            RestAssured.given()
                .urlEncodingEnabled(false)
                .filter(ContractFilter.answers())
                .get(authority.url("/revocations?since=" + since)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("invalid_request");
  }

  @Test
  void keepsTheSameDocumentForASecondAndRenewsItAfterATtl() {
    Answer first = get("/revocations");
    authority.advance(Duration.ofSeconds(9));
    assertThat(get("/revocations").body()).isEqualTo(first.body());
    assertThat(first.header("cache-control")).isEqualTo("public, max-age=1");
    assertThat(first.header("access-control-allow-origin")).isEqualTo("*");

    authority.advance(Duration.ofSeconds(1));

    assertThat(get("/revocations").body()).isNotEqualTo(first.body());
  }

  @Test
  void answers304ToWhoHasIt() {
    String tag = get("/revocations").header("etag");

    Answer again =
        ContractFilter.answer(
            RestAssured.given()
                .filter(ContractFilter.both())
                .header("If-None-Match", tag)
                .get(authority.url("/revocations")));

    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void letsATokenLiveThatWasIssuedAfterARevocationWithinItsSecond() throws Exception {
    authority.advance(Duration.ofMillis(300));
    long before = claimsOf(issue()).required("iat").longValue();
    authority.advance(Duration.ofMillis(300));
    revokeAll("billing");
    authority.followRevocations();
    authority.advance(Duration.ofMillis(300));
    long after = claimsOf(issue()).required("iat").longValue();

    long cutOff = list().path("rules").path(0).path("issued_before").longValue();

    assertThat(before).isLessThan(cutOff);
    assertThat(after).isEqualTo(cutOff).isEqualTo(RunningAuthority.START.getEpochSecond() + 1);
    authority.advance(Duration.ofSeconds(1));
    assertThat(claimsOf(issue()).required("iat").longValue()).isEqualTo(cutOff);
    authority.advance(Duration.ofSeconds(1));
    assertThat(claimsOf(issue()).required("iat").longValue()).isEqualTo(cutOff + 1);
  }

  @Test
  void dropsWhatCanConcernNoLivingToken() throws Exception {
    revokeAToken();
    Revocations revocations = authority.authority().revocations();

    authority.advance(Duration.ofMinutes(21).minusSeconds(1));
    revocations.dropExpired();
    assertThat(revocations.inForce()).hasSize(1);
    authority.advance(Duration.ofSeconds(1));
    revocations.dropExpired();
    authority.followRevocations();

    assertThat(revocations.inForce()).isEmpty();
    assertThat(list().path("seq").longValue()).isEqualTo(2);
    assertThat(tokens(list())).isEmpty();
  }
}
