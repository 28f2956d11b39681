package dev.signet.validator.keys;

import dev.signet.validator.crypto.SignatureVerifier;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSASSA-PKCS1-v1_5 with SHA-256 by comparing encodings (RFC 8017 §8.2.2), so that there is nothing
 * to parse and exactly one padding passes.
 *
 * <p>The JDK's own verifier and Bouncy Castle's also take an encoding without the NULL parameter;
 * the one public operation is the same arithmetic there and here, and costs the same.
 */
final class RsaArithmetic implements SignatureVerifier {
  /** DigestInfo of SHA-256, RFC 8017 §9.2 note 1. */
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final BigInteger modulus;
  private final BigInteger exponent;
  private final int modulusBytes;

  RsaArithmetic(BigInteger modulus, BigInteger exponent) {
    this.modulus = modulus;
    this.exponent = exponent;
    this.modulusBytes = (modulus.bitLength() + 7) / 8;
  }

  /** The signature is a number below the modulus: {@link Rs256Verifier} has checked. */
  @Override
  public boolean verify(byte[] input, int length, byte[] signature) {
    BigInteger value = new BigInteger(1, signature).modPow(exponent, modulus);
    return MessageDigest.isEqual(fixedLength(value, modulusBytes), expected(input, length));
  }

  static byte[] fixedLength(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[length];
    int count = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
    return fixed;
  }

  /** RFC 8017 §9.2: 00 01 ff … ff 00 DigestInfo digest. */
  private byte[] expected(byte[] input, int length) {
    byte[] digest = sha256(input, length);
    byte[] encoded = new byte[modulusBytes];
    Arrays.fill(encoded, (byte) 0xff);
    int infoAt = modulusBytes - digest.length - DIGEST_INFO.length;
    encoded[0] = 0;
    encoded[1] = 1;
    encoded[infoAt - 1] = 0;
    System.arraycopy(DIGEST_INFO, 0, encoded, infoAt, DIGEST_INFO.length);
    System.arraycopy(digest, 0, encoded, modulusBytes - digest.length, digest.length);
    return encoded;
  }

  private static byte[] sha256(byte[] input, int length) {
    MessageDigest digest = Sha256.start();
    digest.update(input, 0, length);
    return digest.digest();
  }
}
