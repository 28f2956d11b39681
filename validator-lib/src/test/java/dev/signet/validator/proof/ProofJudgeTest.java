package dev.signet.validator.proof;

import static dev.signet.validator.proof.TestProofs.METHOD;
import static dev.signet.validator.proof.TestProofs.NOW;
import static dev.signet.validator.proof.TestProofs.URI;
import static dev.signet.validator.proof.TestProofs.forToken;
import static dev.signet.validator.proof.TestProofs.good;
import static dev.signet.validator.proof.TestProofs.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.signet.validator.HandClock;
import dev.signet.validator.Reason;
import dev.signet.validator.TestKey;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 §4.3, item by item. */
class ProofJudgeTest {
  private static final String TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

  private final HandClock clock = new HandClock(NOW);
  private final ReplayWindow seen = new ReplayWindow(1024);
  private final ProofJudge judge = new ProofJudge(ProofRules.usual(), seen, clock);

  private ProofVerdict judge(String... proofs) {
    return judge.judge(new ProofRequest(List.of(proofs), METHOD, URI));
  }

  private ProofVerdict judgeWithToken(String proof, TestKey boundTo) {
    return judge.judge(
        new ProofRequest(
            List.of(proof),
            METHOD,
            URI,
            Optional.of(new ProofRequest.BoundToken(TOKEN, TestProofs.thumbprint(boundTo)))));
  }

  private static void assertAccepted(ProofVerdict verdict) {
    assertThat(verdict).isInstanceOf(ProofVerdict.Accepted.class);
  }

  private static void assertRefused(String code, ProofVerdict verdict) {
    assertThat(verdict).isInstanceOf(ProofVerdict.Refused.class);
    assertThat(((ProofVerdict.Refused) verdict).code()).isEqualTo(code);
  }

  static List<TestKey> keys() {
    return List.of(TestKey.ES256, TestKey.ED25519, TestKey.RS256);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesAGoodProofAndTellsItsKey(TestKey key) {
    ProofVerdict verdict = judge(TestProofs.of(key).signed());

    assertThat(verdict)
        .isEqualTo(
            new ProofVerdict.Accepted(
                new Proof(TestProofs.thumbprint(key), "e1j3V_bKic8-LAEB", NOW), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void takesTheNextProofOfAKeyThatItKnows(TestKey key) {
    assertAccepted(judge(TestProofs.of(key).signed()));

    assertAccepted(judge(TestProofs.of(key).claim("jti", "\"2\"").signed()));
    assertRefused(
        "invalid_proof",
        judge(
            TestProofs.of(key)
                .claim("jti", "\"3\"")
                .signedBy(TestKey.generate("x", key.algorithm())::sign)));
  }

  @Test
  @DisplayName("takes a proof that another library made")
  void takesProofsOfNimbus() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    JWSObject proof =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK())
                .build(),
            new Payload(
                Map.of("jti", "a", "htm", METHOD, "htu", URI, "iat", NOW.getEpochSecond())));
    proof.sign(new ECDSASigner(key));

    ProofVerdict verdict = judge(proof.serialize());

    assertAccepted(verdict);
    assertThat(((ProofVerdict.Accepted) verdict).proof().thumbprint())
        .isEqualTo(key.computeThumbprint().toString());
  }

  @Nested
  @DisplayName("C.14.1")
  class OneHeader {
    @Test
    void refusesNoneAndTwo() {
      String proof = good().signed();

      assertRefused("invalid_proof", judge());
      assertRefused("invalid_proof", judge(proof, proof));
      assertRefused("invalid_proof", judge(proof, good().claim("jti", "\"2\"").signed()));
      assertAccepted(judge(proof));
    }

    @Test
    void refusesTwoInOneHeader() {
      String proof = good().signed();

      assertRefused("invalid_proof", judge(proof + ", " + proof));
      assertRefused("invalid_proof", judge(proof + "," + proof));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "a.b", "a.b.c", "a.b.c.d", "a.b.c.d.e", "é.é.é"})
    void refusesWhatIsNoJwt(String text) {
      assertRefused("invalid_proof", judge(text));
    }

    @Test
    void refusesAnotherSpelling() {
      String proof = good().signed();

      assertRefused("invalid_proof", judge(' ' + proof));
      assertRefused("invalid_proof", judge(proof + '='));
      assertRefused("invalid_proof", judge(proof + '\n'));
    }

    @Test
    void readsWhatHas4096CharactersAndNothingLonger() {
      String longest = ofLength(4096);

      assertAccepted(judge(longest));
      assertRefused("invalid_proof", judge(ofLength(4097)));
    }

    /** Base64 makes every length but one of four; one more letter in the header shifts it. */
    private String ofLength(int chars) {
      for (int shift = 0; shift < 4; shift++) {
        String start =
            good().header("x", '"' + "x".repeat(shift) + '"').claim("pad", "\"\"").signed();
        int missing = (chars - start.length()) * 3 / 4;
        for (int pad = missing - 3; pad < missing + 3; pad++) {
          String proof =
              good()
                  .header("x", '"' + "x".repeat(shift) + '"')
                  .claim("pad", '"' + "p".repeat(pad) + '"')
                  .signed();
          if (proof.length() == chars) {
            return proof;
          }
        }
      }
      throw new AssertionError("no proof of " + chars);
    }
  }

  @Nested
  @DisplayName("C.14.2")
  class Header {
    @ParameterizedTest
    @ValueSource(strings = {"\"jwt\"", "\"at+jwt\"", "\"dpop\"", "\"\"", "\"text/dpop+jwt\""})
    void refusesAnotherType(String type) {
      assertRefused("invalid_proof:typ", judge(good().header("typ", type).signed()));
      assertRefused("invalid_proof:typ", judge(good().withoutHeader("typ").signed()));
    }

    @Test
    void takesTheLongFormOfTheType() {
      assertAccepted(judge(good().header("typ", "\"application/DPoP+jwt\"").signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "es256", "ES384", "PS256", "EdDSA", "ML-DSA-44", ""})
    void refusesAnAlgorithmThatIsNotAllowed(String algorithm) {
      assertRefused(
          "invalid_proof:alg", judge(good().header("alg", '"' + algorithm + '"').signed()));
    }

    @Test
    void refusesAnAlgorithmOfAnotherKey() {
      assertRefused("invalid_proof:jwk", judge(good().header("alg", "\"Ed25519\"").signed()));
      assertRefused("invalid_proof:jwk", judge(good().header("alg", "\"RS256\"").signed()));
    }

    @Test
    void refusesAnAlgorithmThatTheRulesLeaveOut() {
      ProofRules rules =
          new ProofRules(
              Set.of("Ed25519"), Duration.ofSeconds(60), Duration.ofSeconds(5), Optional.empty());
      ProofJudge strict = new ProofJudge(rules, seen, clock);

      assertRefused(
          "invalid_proof:alg",
          strict.judge(new ProofRequest(List.of(good().signed()), METHOD, URI)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
    void refusesAPrivateMember(String member) {
      assertRefused("invalid_proof:jwk", judge(good().jwk(member, "AQAB").signed()));
    }

    @Test
    void refusesASharedSecretAndAMissingKey() {
      String secret = "{\"kty\":\"oct\",\"k\":\"AQAB\"}";

      assertRefused("invalid_proof:jwk", judge(good().header("jwk", secret).signed()));
      assertRefused("invalid_proof:jwk", judge(good().header("jwk", "null").signed()));
      assertRefused("invalid_proof:jwk", judge(good().header("jwk", "\"x\"").signed()));
      assertRefused("invalid_proof:jwk", judge(good().header("jwk", "{}").signed()));
      assertRefused("invalid_proof:jwk", judge(good().withoutHeader("jwk").signed()));
    }

    @Test
    void refusesAKeyInAnotherSpelling() {
      Map<String, Object> jwk = TestProofs.publicJwk(TestKey.ES256);
      byte[] x = Base64.getUrlDecoder().decode(String.valueOf(jwk.get("x")));
      byte[] longer = new byte[33];
      System.arraycopy(x, 0, longer, 1, 32);

      assertRefused("invalid_proof:jwk", judge(good().jwk("x", encode(longer)).signed()));
      assertRefused("invalid_proof:jwk", judge(good().jwk("x", jwk.get("x") + "=").signed()));
      assertRefused(
          "invalid_proof:jwk",
          judge(good().jwk("x", otherEnding(String.valueOf(jwk.get("x")))).signed()));
    }

    @Test
    void refusesAPointThatIsOnNoCurve() {
      assertRefused("invalid_proof:jwk", judge(good().jwk("x", encode(new byte[32])).signed()));
      assertRefused(
          "invalid_proof:jwk",
          judge(TestProofs.of(TestKey.ED25519).jwk("x", encode(new byte[32])).signed()));
    }

    @Test
    void refusesAnRsaKeyThatIsWeakOrThatCostsTooMuch() {
      byte[] weak = BigInteger.ONE.shiftLeft(1022).setBit(0).toByteArray();
      byte[] huge = new byte[513];
      Arrays.fill(huge, (byte) 0xff);

      assertRefused(
          "invalid_proof:jwk", judge(TestProofs.of(TestKey.RS256).jwk("n", encode(weak)).signed()));
      assertRefused(
          "invalid_proof:jwk", judge(TestProofs.of(TestKey.RS256).jwk("n", encode(huge)).signed()));
    }

    @Test
    void refusesAKeyThatIsForSomethingElse() {
      assertRefused("invalid_proof:jwk", judge(good().jwk("use", "enc").signed()));
      assertAccepted(judge(good().jwk("use", "sig").signed()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "jku:\"x\"",
          "x5u:\"x\"",
          "x5c:[]",
          "b64:true",
          "zip:\"DEF\"",
          "cty:\"JWT\"",
          "crit:[]"
        })
    void refusesMembersThatLeadElsewhere(String member) {
      String[] parts = member.split(":", 2);

      assertRefused("invalid_proof", judge(good().header(parts[0], parts[1]).signed()));
    }

    @Test
    void refusesASignatureOfAnotherKey() {
      String proof = good().signedBy(TestKey.generate("other", "ES256")::sign);

      assertRefused("invalid_proof", judge(proof));
      assertRefused("invalid_proof", judge(good().signedBy(input -> new byte[0])));
      assertAccepted(judge(good().signed()));
    }

    private String encode(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The last of 43 characters has two bits that encode nothing. */
    private String otherEnding(String spelled) {
      String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      int last = alphabet.indexOf(spelled.charAt(spelled.length() - 1));
      return spelled.substring(0, spelled.length() - 1) + alphabet.charAt(last + 1);
    }
  }

  @Nested
  @DisplayName("C.14.3")
  class OfThisRequestAndNow {
    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat"})
    void refusesAProofWithoutAClaim(String claim) {
      assertRefused("invalid_proof:" + claim, judge(good().without(claim).signed()));
      assertRefused("invalid_proof:" + claim, judge(good().claim(claim, "null").signed()));
      assertRefused("invalid_proof:" + claim, judge(good().claim(claim, "{}").signed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "get", "GET ", ""})
    void refusesAnotherMethod(String method) {
      assertRefused("invalid_proof:htm", judge(good().claim("htm", '"' + method + '"').signed()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://api.example.com/orders",
          "https://api.example.com/orders/",
          "https://api.example.com/Orders",
          "https://api.example.com:444/orders",
          "https://other.example.com/orders",
          "https://api.example.com",
          "/orders",
          ""
        })
    void refusesAnotherAddress(String uri) {
      assertRefused("invalid_proof:htu", judge(good().claim("htu", '"' + uri + '"').signed()));
    }

    @Test
    void takesAnotherSpellingOfTheAddress() {
      assertAccepted(
          judge(
              good().claim("htu", "\"HTTPS://API.example.com:443/a/../%6frders?x=1#y\"").signed()));
    }

    /** Servers that route by the path as it was sent lead these elsewhere than to /orders. */
    @ParameterizedTest
    @ValueSource(
        strings = {"/accounts/../orders", "/accounts/%2e%2E/orders", "/./orders", "/%2e/orders"})
    void takesNoProofForARequestWhosePathLeadsBack(String path) {
      String proof = good().signed();

      assertRefused(
          "invalid_proof:htu",
          judge.judge(new ProofRequest(List.of(proof), METHOD, "https://api.example.com" + path)));
    }

    @Test
    void takesTheQueryOfTheRequestForNoPartOfTheAddress() {
      ProofRequest request = new ProofRequest(List.of(good().signed()), METHOD, URI + "?page=2");

      assertAccepted(judge.judge(request));
    }

    @Test
    void takesWhatWasMade60SecondsAgoAndNothingOlder() {
      assertAccepted(judge(good().claim("iat", seconds(-60)).signed()));
      assertRefused("invalid_proof:iat", judge(good().claim("iat", seconds(-61)).signed()));
      assertRefused("invalid_proof:iat", judge(good().claim("iat", seconds(-61) + ".9").signed()));
    }

    @Test
    void takesWhatIsMadeIn5SecondsAndNothingLater() {
      assertAccepted(judge(good().claim("iat", seconds(5)).signed()));
      assertRefused("invalid_proof:iat", judge(good().claim("iat", seconds(6)).signed()));
      assertRefused("invalid_proof:iat", judge(good().claim("iat", seconds(5) + ".1").signed()));
    }

    @Test
    void countsTheAgeInFractionsOfASecond() {
      String proof = good().claim("iat", seconds(-60)).signed();
      clock.step(Duration.ofMillis(1));

      assertRefused("invalid_proof:iat", judge(proof));
    }

    @Test
    void takesAnIdOf256CharactersAndNoneLonger() {
      assertAccepted(judge(good().claim("jti", '"' + "j".repeat(256) + '"').signed()));
      assertRefused(
          "invalid_proof:jti", judge(good().claim("jti", '"' + "j".repeat(257) + '"').signed()));
      assertRefused("invalid_proof:jti", judge(good().claim("jti", "\"\"").signed()));
    }

    @Test
    void refusesAClaimThatStandsTwice() {
      String twice = good().payload(json -> json.replace("}", ",\"htm\":\"GET\"}")).signed();

      assertRefused("invalid_proof", judge(twice));
    }
  }

  @Nested
  @DisplayName("C.14.3, a proof is good once")
  class Replay {
    @Test
    void refusesTheSameProofAgain() {
      String proof = good().signed();

      assertAccepted(judge(proof));
      assertRefused("proof_replayed", judge(proof));
    }

    @Test
    @DisplayName("E06 refuses the same proof with the other spelling of its signature")
    void refusesTheOtherSignatureOfTheSameProof() {
      String proof = good().signed();
      assertAccepted(judge(proof));

      assertRefused("proof_replayed", judge(mirrored(proof)));
    }

    @Test
    void refusesTheSameIdForTheSameAddressAndTakesItForAnother() {
      assertAccepted(judge(good().signed()));

      assertRefused("proof_replayed", judge(good().claim("iat", seconds(1)).signed()));
      String other = good().claim("htu", "\"https://api.example.com/b\"").signed();
      assertAccepted(
          judge.judge(new ProofRequest(List.of(other), METHOD, "https://api.example.com/b")));
    }

    @Test
    void takesTheSameIdOfAnotherKey() {
      assertAccepted(judge(good().signed()));

      assertAccepted(judge(TestProofs.of(TestKey.ED25519).signed()));
    }

    @Test
    void remembersNothingOfWhatItRefused() {
      String forged = good().signedBy(TestKey.generate("other", "ES256")::sign);
      assertRefused("invalid_proof", judge(forged));

      assertThat(seen.size()).isZero();
      assertAccepted(judge(good().signed()));
    }

    @Test
    void refusesItAgainUntilItIsTooOld() {
      String proof = good().signed();
      assertAccepted(judge(proof));

      clock.step(Duration.ofSeconds(60));
      assertRefused("proof_replayed", judge(proof));
      clock.step(Duration.ofSeconds(1));
      assertRefused("invalid_proof:iat", judge(proof));
    }

    @Test
    @DisplayName("a clock that steps back lets nothing pass twice")
    void refusesItAgainWhenTheClockStepsBack() {
      String proof = good().signed();
      assertAccepted(judge(proof));
      clock.step(Duration.ofHours(1));
      assertAccepted(judge(good().claim("iat", seconds(3600)).signed()));

      clock.set(NOW);

      assertRefused("proof_replayed", judge(proof));
      String fresh = good().claim("jti", "\"2\"").claim("iat", seconds(1)).signed();
      assertAccepted(judge(fresh));
    }

    @Test
    @DisplayName("C.14.10 another instance takes it once more, within the stated window only")
    void anotherInstanceKnowsNothingOfIt() {
      String proof = good().signed();
      ProofJudge elsewhere = new ProofJudge(ProofRules.usual(), new ReplayWindow(1024), clock);
      assertAccepted(judge(proof));

      clock.step(Duration.ofSeconds(61));
      ProofRequest request = new ProofRequest(List.of(proof), METHOD, URI);
      assertRefused("invalid_proof:iat", elsewhere.judge(request));
      clock.set(NOW.plusSeconds(60));
      assertAccepted(elsewhere.judge(request));
    }

    /** ECDSA: if (r, s) verifies, so does (r, n - s). */
    private String mirrored(String proof) {
      int dot = proof.lastIndexOf('.');
      byte[] rs = Base64.getUrlDecoder().decode(proof.substring(dot + 1));
      BigInteger order =
          new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
      BigInteger s = order.subtract(new BigInteger(1, Arrays.copyOfRange(rs, 32, 64)));
      byte[] bytes = s.toByteArray();
      Arrays.fill(rs, 32, 64, (byte) 0);
      int count = Math.min(32, bytes.length);
      System.arraycopy(bytes, bytes.length - count, rs, 64 - count, count);
      return proof.substring(0, dot + 1)
          + Base64.getUrlEncoder().withoutPadding().encodeToString(rs);
    }
  }

  @Nested
  @DisplayName("C.14.4")
  class WithAToken {
    @Test
    void takesAProofOfTheTokenByItsKey() {
      assertAccepted(judgeWithToken(forToken(TOKEN).signed(), TestKey.ES256));
    }

    @Test
    void refusesAProofOfAnotherTokenOrOfNone() {
      assertRefused(
          "invalid_proof:ath", judgeWithToken(forToken(TOKEN + "x").signed(), TestKey.ES256));
      assertRefused("invalid_proof:ath", judgeWithToken(good().signed(), TestKey.ES256));
      assertRefused(
          "invalid_proof:ath", judgeWithToken(good().claim("ath", "7").signed(), TestKey.ES256));
    }

    @Test
    void refusesAProofByAnotherKey() {
      assertRefused("binding_mismatch", judgeWithToken(forToken(TOKEN).signed(), TestKey.ED25519));
    }
  }

  @Nested
  @DisplayName("C.14.7")
  class WithNonces {
    private final Nonces nonces = Nonces.ofThisInstance(Duration.ofMinutes(1));
    private final ProofJudge asking =
        new ProofJudge(ProofRules.usual().requiring(nonces), seen, clock);

    private ProofVerdict judge(TestProofs proof) {
      return asking.judge(new ProofRequest(List.of(proof.signed()), METHOD, URI));
    }

    @Test
    void asksForOneAndTellsIt() {
      ProofVerdict verdict = judge(good());

      assertRefused("nonce_required", verdict);
      String nonce = verdict.nonce().orElseThrow();
      assertAccepted(judge(good().claim("nonce", '"' + nonce + '"')));
      assertThat(seen.size()).isOne();
    }

    @Test
    void refusesOneOfAnotherInstance() {
      String other = Nonces.ofThisInstance(Duration.ofMinutes(1)).current(NOW);

      assertRefused("nonce_required", judge(good().claim("nonce", '"' + other + '"')));
      assertRefused("nonce_required", judge(good().claim("nonce", "\"\"")));
      assertRefused("invalid_proof:nonce", judge(good().claim("nonce", "7")));
    }

    @Test
    void givesANewOneOnlyToWhomHasTheOneBefore() {
      String first = nonces.current(NOW);
      TestProofs proof = good().claim("nonce", '"' + first + '"');
      assertThat(judge(proof).nonce()).isEmpty();

      clock.step(Duration.ofMinutes(1));
      ProofVerdict late =
          judge(
              good()
                  .claim("nonce", '"' + first + '"')
                  .claim("jti", "\"2\"")
                  .claim("iat", seconds(59)));
      assertAccepted(late);
      assertThat(late.nonce()).contains(nonces.current(clock.instant()));

      clock.step(Duration.ofMinutes(1));
      assertRefused(
          "nonce_required",
          judge(good().claim("nonce", '"' + first + '"').claim("iat", seconds(119))));
    }

    @Test
    void anUnaskedNonceIsNoMatter() {
      assertAccepted(ProofJudgeTest.this.judge(good().claim("nonce", "\"any\"").signed()));
      assertThat(ProofJudgeTest.this.judge.nonce()).isEmpty();
    }
  }

  @Test
  void saysNothingOfTokenAndProof() {
    String proof = forToken(TOKEN).signed();
    ProofRequest request =
        new ProofRequest(
            List.of(proof), METHOD, URI, Optional.of(new ProofRequest.BoundToken(TOKEN, "x")));

    assertThat(request.toString()).doesNotContain(proof).doesNotContain(TOKEN);
    assertThat(Reason.INVALID_PROOF.httpStatus()).isEqualTo(401);
  }
}
