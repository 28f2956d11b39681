package dev.signet.validator.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.TestKey;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.TestEngines;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs E07, E08 and D14: the algebra of Ed25519, made with the private key in hand. */
class Ed25519VerifierTest {
  private static final byte[] INPUT = "the signed bytes".getBytes(UTF_8);
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final byte[] KEY = rawKey();

  static Stream<TestEngines> providers() {
    return TestEngines.having("Ed25519");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void acceptsAnHonestSignature(TestEngines provider) throws InvalidKeyException {
    assertThat(verifies(provider, TestKey.ED25519.sign(INPUT))).isTrue();
  }

  @ParameterizedTest(name = "E07 S + L, {0}")
  @MethodSource("providers")
  void refusesTheSecondSpellingOfS(TestEngines provider) throws InvalidKeyException {
    byte[] signature = TestKey.ED25519.sign(INPUT);
    BigInteger s = Ed25519Point.littleEndian(Arrays.copyOfRange(signature, 32, 64));

    byte[] second = join(Arrays.copyOf(signature, 32), bytes(s.add(Ed25519Point.ORDER)));

    assertThat(verifies(provider, second)).isFalse();
  }

  @Test
  @DisplayName("E08 the neutral point as R, which the platform alone accepts")
  void refusesTheNeutralPointAsR() throws GeneralSecurityException {
    byte[] forged = signedWithR(bytes(BigInteger.ONE));
    Signature platform = Signature.getInstance("Ed25519");
    platform.initVerify(TestKey.ED25519.pair().getPublic());
    platform.update(INPUT);

    assertThat(platform.verify(forged)).isTrue();
    for (TestEngines provider : providers().toList()) {
      assertThat(verifies(provider, forged)).isFalse();
    }
  }

  @ParameterizedTest(name = "E08, D14 {0}")
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void refusesPointsOfSmallOrderAsRAndAsKey(String encoded) throws GeneralSecurityException {
    byte[] point = HexFormat.of().parseHex(encoded);

    assertThat(Ed25519Point.hasSmallOrder(point)).isTrue();
    for (TestEngines provider : providers().toList()) {
      assertThat(verifies(provider, signedWithR(point))).isFalse();
    }
    assertThatThrownBy(() -> verifier(point)).isInstanceOf(InvalidKeyException.class);
  }

  @Test
  @DisplayName("E08 a key of mixed order: A plus the point of order 2 is (-x, -y)")
  void refusesAKeyOfMixedOrder() {
    byte[] mixed = bytes(P.subtract(Ed25519Point.y(KEY)));
    if (!Ed25519Point.xIsOdd(KEY)) {
      mixed[31] |= (byte) 0x80;
    }

    assertThat(Ed25519Point.hasSmallOrder(mixed)).isFalse();
    assertThatThrownBy(() -> verifier(mixed)).isInstanceOf(InvalidKeyException.class);
  }

  @Test
  @DisplayName("D14 a key that is off the curve, too short or not canonical")
  void refusesKeysThatAreNoPoints() {
    byte[] offCurve = bytes(BigInteger.TWO);
    byte[] notCanonical = bytes(P.add(BigInteger.valueOf(4)));

    assertThatThrownBy(() -> verifier(offCurve)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> verifier(notCanonical)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> verifier(Arrays.copyOf(KEY, 31)))
        .isInstanceOf(InvalidKeyException.class);
  }

  private static boolean verifies(TestEngines provider, byte[] signature)
      throws InvalidKeyException {
    return new Ed25519Verifier(KEY, provider.engines()).verify(INPUT, INPUT.length, signature);
  }

  private static Ed25519Verifier verifier(byte[] key) throws InvalidKeyException {
    return new Ed25519Verifier(key, Engines.trusted());
  }

  /** A signature that holds in the prime-order part for any R of small order: S = k·a. */
  private static byte[] signedWithR(byte[] r) throws GeneralSecurityException {
    EdECPrivateKey privateKey = (EdECPrivateKey) TestKey.ED25519.pair().getPrivate();
    byte[] hash = sha512(privateKey.getBytes().orElseThrow());
    byte[] scalar = Arrays.copyOf(hash, 32);
    scalar[0] &= (byte) 0xf8;
    scalar[31] = (byte) ((scalar[31] & 0x7f) | 0x40);
    BigInteger a = Ed25519Point.littleEndian(scalar);
    BigInteger k = Ed25519Point.littleEndian(sha512(join(join(r, KEY), INPUT)));
    return join(r, bytes(k.multiply(a).mod(Ed25519Point.ORDER)));
  }

  private static byte[] rawKey() {
    byte[] der = TestKey.ED25519.pair().getPublic().getEncoded();
    return Arrays.copyOfRange(der, der.length - 32, der.length);
  }

  private static byte[] sha512(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-512").digest(bytes);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** 32 bytes, little-endian. */
  private static byte[] bytes(BigInteger value) {
    byte[] big = value.toByteArray();
    byte[] little = new byte[32];
    for (int i = 0; i < Math.min(32, big.length); i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }
}
