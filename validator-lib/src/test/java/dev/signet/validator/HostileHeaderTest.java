package dev.signet.validator;

import static dev.signet.validator.Bench.row;
import static dev.signet.validator.Reason.ALG_NOT_ALLOWED;
import static dev.signet.validator.Reason.CRIT_UNSUPPORTED;
import static dev.signet.validator.Reason.HEADER_NOT_ALLOWED;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.Reason.TOO_LARGE;
import static dev.signet.validator.Reason.UNKNOWN_KEY;
import static dev.signet.validator.Reason.WRONG_TYPE;
import static dev.signet.validator.TestTokens.valid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group C, and the rows of D that a header alone decides. */
class HostileHeaderTest {
  private final Bench bench = new Bench();

  @ParameterizedTest(name = "{0}")
  @MethodSource({"algorithms", "sharedSecrets", "keyMembers", "extensions", "types", "keyIds"})
  void refuses(String row, String token, Reason expected) {
    bench.assertRefused(token, expected);
  }

  static Stream<Arguments> algorithms() {
    String none = valid().header("alg", "\"none\"").signingInput() + ".";
    return Stream.of(
        row("C01 none without signature", none, ALG_NOT_ALLOWED),
        row("C01 none with signature", alg("\"none\""), ALG_NOT_ALLOWED),
        row("C02 nOnE", alg("\"nOnE\""), ALG_NOT_ALLOWED),
        row("C02 NONE", alg("\"NONE\""), ALG_NOT_ALLOWED),
        row("C02 none and a space", alg("\"none \""), ALG_NOT_ALLOWED),
        row("C02 empty", alg("\"\""), ALG_NOT_ALLOWED),
        row("C04 ES384 with a P-256 key", alg("\"ES384\""), ALG_NOT_ALLOWED),
        row("C04 RS256 with an EC key", alg("\"RS256\""), ALG_NOT_ALLOWED),
        row("C04 Ed25519 with an EC key", alg("\"Ed25519\""), ALG_NOT_ALLOWED),
        row("C04 PS256 with an RS256 key", rsaAlg("\"PS256\""), ALG_NOT_ALLOWED),
        row("C04 ES256 with an RS256 key", rsaAlg("\"ES256\""), ALG_NOT_ALLOWED),
        row("C05 es256", alg("\"es256\""), ALG_NOT_ALLOWED),
        row("C05 leading space", alg("\" ES256\""), ALG_NOT_ALLOWED),
        row("C19 EdDSA", edAlg("\"EdDSA\""), ALG_NOT_ALLOWED),
        row("C06 missing", valid().withoutHeader("alg").signed(), MALFORMED),
        row("C06 number", alg("256"), MALFORMED),
        row("C06 array", alg("[\"ES256\"]"), MALFORMED),
        row("C06 object", alg("{}"), MALFORMED),
        row("C06 null", alg("null"), MALFORMED));
  }

  static Stream<Arguments> sharedSecrets() {
    byte[] der = TestKey.ES256.pair().getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    byte[] jwk = Json.write(TestKey.ES256.jwk()).getBytes(UTF_8);
    byte[] x = Arrays.copyOfRange(der, der.length - 64, der.length - 32);
    return Stream.of(
        row("C03 HS256 by DER", hs256(der, "\"HS256\""), ALG_NOT_ALLOWED),
        row("C03 HS256 by PEM", hs256(pem.getBytes(UTF_8), "\"HS256\""), ALG_NOT_ALLOWED),
        row("C03 HS256 by JWK text", hs256(jwk, "\"HS256\""), ALG_NOT_ALLOWED),
        row("C03 HS256 by x", hs256(x, "\"HS256\""), ALG_NOT_ALLOWED),
        row("C03 ' HS256'", hs256(der, "\" HS256\""), ALG_NOT_ALLOWED));
  }

  static Stream<Arguments> keyMembers() {
    TestKey attacker = TestKey.generate("es-1", "ES256");
    String jwk = Json.write(attacker.jwk());
    return Stream.of(
        row(
            "C07 jwk of an attacker",
            valid(attacker).header("jwk", jwk).signed(),
            HEADER_NOT_ALLOWED),
        row("C07 jwk null", with("jwk", "null"), HEADER_NOT_ALLOWED),
        row("C08 jku link-local", with("jku", "\"http://169.254.169.254/\""), HEADER_NOT_ALLOWED),
        row("C08 jku file", with("jku", "\"file:///etc/passwd\""), HEADER_NOT_ALLOWED),
        row("C08 x5u", with("x5u", "\"https://auth.example.com/x\""), HEADER_NOT_ALLOWED),
        row("C09 x5c garbage", with("x5c", "[\"AAAA\"]"), HEADER_NOT_ALLOWED),
        row("C09 x5c oversize", with("x5c", "[" + "\"A\",".repeat(300) + "1]"), HEADER_NOT_ALLOWED),
        row("C13 b64 false", with("b64", "false"), HEADER_NOT_ALLOWED),
        row("C13 b64 true", with("b64", "true"), HEADER_NOT_ALLOWED),
        row("C13 b64 with crit", b64WithCrit("false"), HEADER_NOT_ALLOWED),
        row("C13 b64 true with crit", b64WithCrit("true"), HEADER_NOT_ALLOWED));
  }

  static Stream<Arguments> extensions() {
    return Stream.of(
        row(
            "C10 unknown",
            valid().header("x", "1").header("crit", "[\"x\"]").signed(),
            CRIT_UNSUPPORTED),
        row("C11 empty", with("crit", "[]"), CRIT_UNSUPPORTED),
        row("C11 duplicated", with("crit", "[\"x\",\"x\"]"), CRIT_UNSUPPORTED),
        row("C11 absent", with("crit", "[\"absent\"]"), CRIT_UNSUPPORTED),
        row("C12 alg", with("crit", "[\"alg\"]"), CRIT_UNSUPPORTED),
        row("C12 string", with("crit", "\"exp\""), MALFORMED),
        row("C12 null", with("crit", "null"), MALFORMED),
        row("C17 cty", with("cty", "\"JWT\""), MALFORMED));
  }

  static Stream<Arguments> types() {
    Stream<Arguments> missing =
        Stream.of(
            row("C14 missing", valid().withoutHeader("typ").signed(), WRONG_TYPE),
            row("C14 number", with("typ", "1"), MALFORMED),
            row("C16 revocation list", with("typ", "\"revocation-list+jwt\""), WRONG_TYPE));
    return Stream.concat(
        missing,
        Stream.of("JWT", "id_token", "dpop+jwt", "statuslist+jwt", "logout+jwt", "", "x/at+jwt")
            .map(typ -> row("C14 " + typ, with("typ", '"' + typ + '"'), WRONG_TYPE)));
  }

  static Stream<Arguments> keyIds() {
    String crlf = "es-1\\r\\nforged: line";
    return Stream.of(
        row("D01 missing", valid().withoutHeader("kid").signed(), UNKNOWN_KEY),
        row("D02 empty", with("kid", "\"\""), UNKNOWN_KEY),
        row("D02 number", with("kid", "1"), MALFORMED),
        row("D02 object", with("kid", "{}"), MALFORMED),
        row("D02 null", with("kid", "null"), MALFORMED),
        row("D03 path", with("kid", "\"../../dev/null\""), UNKNOWN_KEY),
        row("D03 SQL", with("kid", "\"' OR 1=1\""), UNKNOWN_KEY),
        row("D03 CR LF", with("kid", '"' + crlf + '"'), UNKNOWN_KEY),
        row("D03 10000 characters", with("kid", '"' + "k".repeat(10_000) + '"'), TOO_LARGE),
        row("D07 key of another", valid(TestKey.generate("b-1", "ES256")).signed(), UNKNOWN_KEY));
  }

  @ParameterizedTest(name = "C15 accepts typ {0}")
  @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/AT+JWT"})
  void acceptsEachSpellingOfTheType(String type) {
    bench.assertAccepted(with("typ", '"' + type + '"'));
  }

  @Test
  @DisplayName("C18 ignores unknown header members and never echoes them")
  void ignoresUnknownMembers() {
    Verdict verdict = bench.check(with("note", "\"forged\\r\\nline\""));

    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict.toString()).doesNotContain("forged");
  }

  @Test
  @DisplayName("C08 no address in a header is ever fetched")
  void fetchesNothingThatATokenNames() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer canary =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    canary.createContext("/", exchange -> requests.incrementAndGet());
    canary.start();
    try {
      String uri = "\"http://localhost:" + canary.getAddress().getPort() + "/keys\"";

      bench.assertRefused(with("jku", uri), HEADER_NOT_ALLOWED);
      bench.assertRefused(with("x5u", uri), HEADER_NOT_ALLOWED);
      bench.assertRefused(with("kid", uri), UNKNOWN_KEY);
      bench.assertRefused(valid().claim("iss", uri).signed(), Reason.WRONG_ISSUER);
    } finally {
      canary.stop(0);
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void acceptsOnlyTheAlgorithmsThatWereAllowed() {
    TokenValidator es256Only = bench.builder().allowedAlgorithms(Set.of(Algorithm.ES256)).build();

    assertThat(es256Only.checkToken(valid().signed())).isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(es256Only.checkToken(valid(TestKey.RS256).signed()), ALG_NOT_ALLOWED);
  }

  @Test
  void acceptsAnotherTypeWhenThatIsRequired() {
    TokenValidator jwt = bench.builder().requiredType("JWT").build();

    assertThat(jwt.checkToken(with("typ", "\"jwt\""))).isInstanceOf(Verdict.Accepted.class);
    Bench.assertRefused(jwt.checkToken(valid().signed()), WRONG_TYPE);
  }

  private static String with(String name, String json) {
    return valid().header(name, json).signed();
  }

  private static String alg(String json) {
    return with("alg", json);
  }

  private static String rsaAlg(String json) {
    return valid(TestKey.RS256).header("alg", json).signed();
  }

  private static String edAlg(String json) {
    return valid(TestKey.ED25519).header("alg", json).signed();
  }

  private static String b64WithCrit(String b64) {
    return valid().header("b64", b64).header("crit", "[\"b64\"]").signed();
  }

  private static String hs256(byte[] secret, String alg) {
    return valid()
        .header("alg", alg)
        .signedBy(
            input -> {
              try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(input);
              } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
              }
            });
  }
}
