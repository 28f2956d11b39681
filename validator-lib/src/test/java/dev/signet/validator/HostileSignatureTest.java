package dev.signet.validator;

import static dev.signet.validator.Reason.BAD_SIGNATURE;
import static dev.signet.validator.Reason.MALFORMED;
import static dev.signet.validator.TestTokens.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.crypto.TestEngines;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile inputs, group E: signatures, on whole tokens and with each provider; forged algebra is in
 * the keys' tests.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class HostileSignatureTest {
  private static final BigInteger N =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final Bench bench;

  HostileSignatureTest(TestEngines provider) {
    bench = new Bench(provider.engines());
  }

  static Stream<TestKey> keys() {
    return Stream.of(TestKey.ES256, TestKey.ED25519, TestKey.RS256);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void acceptsAGoodTokenOfEachAlgorithm(TestKey key) {
    assertThat(bench.assertAccepted(valid(key).signed()).id()).isEqualTo("3q2-7w");
  }

  @ParameterizedTest(name = "E01 {0}")
  @MethodSource("keys")
  void refusesAFlippedBit(TestKey key) {
    String token = valid(key).signed();
    int payload = token.indexOf('.') + 1;
    int signature = token.lastIndexOf('.') + 1;

    bench.assertRefused(flip(token, payload + 20), BAD_SIGNATURE);
    bench.assertRefused(flip(token, signature), BAD_SIGNATURE);
    bench.assertRefused(flip(token, signature + 40), BAD_SIGNATURE);
  }

  @Test
  @DisplayName("E01 a changed header under the old signature")
  void refusesAChangedHeader() {
    String token = valid().signed();
    String changed = valid().header("x", "1").signingInput();

    bench.assertRefused(changed + token.substring(token.lastIndexOf('.')), BAD_SIGNATURE);
  }

  @ParameterizedTest(name = "E02, E05, E11 {0}")
  @MethodSource("keys")
  void refusesSignaturesOfTheWrongLengthOrToken(TestKey key) {
    String other = valid(key).claim("jti", "\"other\"").signed();

    bench.assertRefused(valid(key).signingInput() + ".", MALFORMED);
    bench.assertRefused(with(key, s -> Arrays.copyOf(s, s.length - 1)), BAD_SIGNATURE);
    bench.assertRefused(with(key, s -> Arrays.copyOf(s, s.length + 1)), BAD_SIGNATURE);
    bench.assertRefused(with(key, s -> Arrays.copyOf(s, s.length + 2)), BAD_SIGNATURE);
    bench.assertRefused(with(key, s -> new byte[1]), BAD_SIGNATURE);
    bench.assertRefused(with(key, s -> new byte[s.length]), BAD_SIGNATURE);
    bench.assertRefused(
        valid(key).signingInput() + other.substring(other.lastIndexOf('.')), BAD_SIGNATURE);
  }

  @ParameterizedTest(name = "E03 {0}")
  @MethodSource("outOfRange")
  void refusesScalarsOutOfRange(String row, BigInteger r, BigInteger s) {
    bench.assertRefused(valid().signedBy(input -> rs(r, s)), BAD_SIGNATURE);
  }

  static Stream<Arguments> outOfRange() {
    BigInteger zero = BigInteger.ZERO;
    BigInteger one = BigInteger.ONE;
    BigInteger max = one.shiftLeft(256).subtract(one);
    return Stream.of(
        Arguments.of("r = s = 0", zero, zero),
        Arguments.of("r = 1, s = 0", one, zero),
        Arguments.of("r = 0, s = 1", zero, one),
        Arguments.of("r = s = n", N, N),
        Arguments.of("r = s = 2^256 - 1", max, max),
        Arguments.of("r = n - 1, s = 1", N.subtract(one), one));
  }

  @Test
  @DisplayName("E04 DER instead of r and s")
  void refusesDer() {
    TestKey der = new TestKey("es-1", "SHA256withECDSA", TestKey.ES256.pair());

    bench.assertRefused(valid().signedBy(der::sign), BAD_SIGNATURE);
  }

  @Test
  @DisplayName("E05 66 bytes with r and s padded by a zero each")
  void refusesPaddedScalars() {
    bench.assertRefused(
        with(
            TestKey.ES256,
            s -> {
              byte[] padded = new byte[66];
              System.arraycopy(s, 0, padded, 1, 32);
              System.arraycopy(s, 32, padded, 34, 32);
              return padded;
            }),
        BAD_SIGNATURE);
  }

  @Test
  @DisplayName("E06 (r, n-s) is accepted, and its identity is the same jti")
  void acceptsTheMirroredSignatureUnderTheSameId() {
    String token = valid().signed();
    String mirrored = with(TestKey.ES256, s -> rs(r(s), N.subtract(s(s))));

    assertThat(mirrored).isNotEqualTo(token);
    assertThat(bench.assertAccepted(mirrored).id()).isEqualTo(bench.assertAccepted(token).id());
  }

  @Test
  @DisplayName("E10 RSA signatures with leading zeros")
  void refusesRsaWithLeadingZeros() {
    bench.assertRefused(
        with(
            TestKey.RS256,
            s -> {
              byte[] longer = new byte[s.length + 1];
              System.arraycopy(s, 0, longer, 1, s.length);
              return longer;
            }),
        BAD_SIGNATURE);
  }

  private static String with(TestKey key, UnaryOperator<byte[]> change) {
    return valid(key).signedBy(input -> change.apply(key.sign(input)));
  }

  /** Flips the highest of the six bits of one letter. */
  private static String flip(String token, int at) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char flipped = alphabet.charAt(alphabet.indexOf(token.charAt(at)) ^ 0b100000);
    return token.substring(0, at) + flipped + token.substring(at + 1);
  }

  private static BigInteger r(byte[] rs) {
    return new BigInteger(1, Arrays.copyOf(rs, 32));
  }

  private static BigInteger s(byte[] rs) {
    return new BigInteger(1, Arrays.copyOfRange(rs, 32, 64));
  }

  private static byte[] rs(BigInteger r, BigInteger s) {
    byte[] rs = new byte[64];
    copyEnd(r.toByteArray(), rs, 32);
    copyEnd(s.toByteArray(), rs, 64);
    return rs;
  }

  private static void copyEnd(byte[] from, byte[] to, int end) {
    int length = Math.min(32, from.length);
    System.arraycopy(from, from.length - length, to, end - length, length);
  }
}
