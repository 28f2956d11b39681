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
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile inputs E09, E10 and D12: encodings signed raw with the private key, and weak keys. */
class Rs256VerifierTest {
  private static final byte[] INPUT = "the signed bytes".getBytes(UTF_8);
  private static final String INFO = "3031300d060960864801650304020105000420";
  private static final RSAPublicKey KEY = (RSAPublicKey) TestKey.RS256.pair().getPublic();
  private static final BigInteger E = BigInteger.valueOf(65_537);

  @ParameterizedTest
  @EnumSource
  void acceptsAnHonestSignatureAndItsHandMadeTwin(TestEngines provider) {
    assertThat(verifies(provider, TestKey.RS256.sign(INPUT))).isTrue();
    assertThat(verifies(provider, raw(padded("0001", "ff", "00" + INFO + digest())))).isTrue();
  }

  @ParameterizedTest(name = "E09 {0}")
  @MethodSource("encodings")
  void refusesEveryOtherEncoding(String row, byte[] encoded) {
    assertThat(encoded).hasSize(256);
    byte[] signature = raw(encoded);
    for (TestEngines provider : TestEngines.values()) {
      assertThat(verifies(provider, signature)).as(provider.name()).isFalse();
    }
  }

  static Stream<Arguments> encodings() {
    String info = "00" + INFO + digest();
    return Stream.of(
        Arguments.of("block type 2", padded("0002", "ff", info)),
        Arguments.of("block type 0", padded("0000", "ff", info)),
        Arguments.of("first byte not zero", padded("0101", "ff", info)),
        Arguments.of("padding of fe", padded("0001", "fe", info)),
        Arguments.of("padding of zeros", padded("0001", "00", info)),
        Arguments.of("one byte of the padding changed", padded("0001fe", "ff", info)),
        Arguments.of("no separator", padded("0001", "ff", INFO + digest())),
        Arguments.of("no DigestInfo", padded("0001", "ff", "00" + digest())),
        Arguments.of(
            "NULL left out",
            padded("0001", "ff", "00302f300b0609608648016503040201" + "0420" + digest())),
        Arguments.of(
            "parameters instead of NULL", padded("0001", "ff", info.replace("0500", "0400"))),
        Arguments.of("length in long form", padded("0001", "ff", "003081" + info.substring(4))),
        Arguments.of(
            "SHA-512 named", padded("0001", "ff", info.replace("0402010500", "0402030500"))),
        Arguments.of("short padding, rubbish behind", shortPadding(info)),
        Arguments.of("digest cut", padded("0001", "ff", info.substring(0, info.length() - 2))),
        Arguments.of("byte behind the digest", padded("0001", "ff", info + "00")),
        Arguments.of("all zeros", new byte[256]));
  }

  @ParameterizedTest(name = "E10 s + n, truncated, and with a leading zero, {0}")
  @EnumSource
  void refusesOtherSpellingsOfTheNumber(TestEngines provider) {
    byte[] good = TestKey.RS256.sign(INPUT);
    byte[] beyond = fixed(new BigInteger(1, good).add(KEY.getModulus()), 257);
    byte[] modulus = fixed(KEY.getModulus(), 256);
    byte[] longer = fixed(new BigInteger(1, good), 257);

    assertThat(verifies(provider, beyond)).isFalse();
    assertThat(verifies(provider, modulus)).isFalse();
    assertThat(verifies(provider, longer)).isFalse();
    assertThat(verifies(provider, Arrays.copyOf(good, 255))).isFalse();
    assertThat(verifies(provider, new byte[0])).isFalse();
  }

  @ParameterizedTest(name = "D12 {0}")
  @MethodSource("weakKeys")
  void refusesWeakKeys(String row, BigInteger modulus, BigInteger exponent) {
    assertThatThrownBy(() -> new Rs256Verifier(key(modulus, exponent), Engines.trusted()))
        .isInstanceOf(InvalidKeyException.class);
  }

  static Stream<Arguments> weakKeys() {
    BigInteger n = KEY.getModulus();
    return Stream.of(
        Arguments.of("2047 bits", n.shiftRight(1).setBit(0), E),
        Arguments.of("1024 bits", n.shiftRight(1024).setBit(0), E),
        Arguments.of("8193 bits", BigInteger.ONE.shiftLeft(8192).setBit(0), E),
        Arguments.of("even modulus", n.clearBit(0), E),
        Arguments.of(
            "ROCA",
            E.modPow(BigInteger.valueOf(7), primorial()).add(primorial().shiftLeft(1900)),
            E),
        Arguments.of("e = 1", n, BigInteger.ONE),
        Arguments.of("e = 3", n, BigInteger.valueOf(3)),
        Arguments.of("e = 65535", n, BigInteger.valueOf(65_535)),
        Arguments.of("e even", n, BigInteger.valueOf(65_538)),
        Arguments.of("e huge", n, BigInteger.ONE.shiftLeft(40).setBit(0)));
  }

  /** Bleichenbacher's forgery: the digest early, and room behind it to make a perfect power. */
  private static byte[] shortPadding(String info) {
    return Arrays.copyOf(HexFormat.of().parseHex("0001" + "ff".repeat(8) + info), 256);
  }

  /** The product of the primes up to 167: moduli of the broken generator are built on it. */
  private static BigInteger primorial() {
    BigInteger product = BigInteger.ONE;
    for (BigInteger p = BigInteger.TWO; p.intValue() <= 167; p = p.nextProbablePrime()) {
      product = product.multiply(p);
    }
    return product;
  }

  private static byte[] padded(String start, String padding, String end) {
    int fill = 256 - (start.length() + end.length()) / 2;
    return HexFormat.of().parseHex(start + padding.repeat(fill) + end);
  }

  private static String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(INPUT));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** RSASP1: the private operation with no padding of its own. */
  private static byte[] raw(byte[] encoded) {
    RSAPrivateKey key = (RSAPrivateKey) TestKey.RS256.pair().getPrivate();
    BigInteger message = new BigInteger(1, encoded).mod(key.getModulus());
    return fixed(message.modPow(key.getPrivateExponent(), key.getModulus()), 256);
  }

  private static byte[] fixed(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }

  private static boolean verifies(TestEngines provider, byte[] signature) {
    try {
      return new Rs256Verifier(KEY, provider.engines()).verify(INPUT, INPUT.length, signature);
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  private static RSAPublicKey key(BigInteger modulus, BigInteger exponent) {
    return new RSAPublicKey() {
      private static final long serialVersionUID = 1L;

      @Override
      public BigInteger getPublicExponent() {
        return exponent;
      }

      @Override
      public BigInteger getModulus() {
        return modulus;
      }

      @Override
      public String getAlgorithm() {
        return "RSA";
      }

      @Override
      public String getFormat() {
        return "none";
      }

      @Override
      public byte[] getEncoded() {
        return new byte[0];
      }
    };
  }
}
