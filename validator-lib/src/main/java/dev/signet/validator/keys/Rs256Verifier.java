package dev.signet.validator.keys;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * RSASSA-PKCS1-v1_5 with SHA-256 by comparing encodings (RFC 8017 §8.2.2), so that there is nothing
 * to parse and exactly one padding passes.
 *
 * <p>The platform's own verifier also takes an encoding without the NULL parameter; the one public
 * operation is the same arithmetic there and here.
 */
final class Rs256Verifier implements SignatureVerifier {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 8192;
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
  private static final int MAX_EXPONENT_BITS = 33;

  /** DigestInfo of SHA-256, RFC 8017 §9.2 note 1. */
  private static final byte[] DIGEST_INFO =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private final BigInteger modulus;
  private final BigInteger exponent;
  private final int modulusBytes;

  Rs256Verifier(RSAPublicKey key) throws InvalidKeyException {
    modulus = key.getModulus();
    exponent = key.getPublicExponent();
    modulusBytes = (modulus.bitLength() + 7) / 8;
    if (modulus.bitLength() < MIN_BITS || modulus.bitLength() > MAX_BITS) {
      throw new InvalidKeyException("RSA key is not of 2048 to 8192 bits");
    }
    boolean oddExponent = exponent.testBit(0) && exponent.compareTo(MIN_EXPONENT) >= 0;
    if (!oddExponent || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new InvalidKeyException(
          "RSA exponent is not odd, 65537 or more and of 33 bits at most");
    }
    if (!modulus.testBit(0) || RocaFingerprint.matches(modulus)) {
      throw new InvalidKeyException("RSA modulus is even or of a generator known to be broken");
    }
  }

  @Override
  public boolean verify(byte[] input, byte[] signature) {
    BigInteger value = new BigInteger(1, signature);
    if (signature.length != modulusBytes || value.compareTo(modulus) >= 0) {
      return false;
    }
    byte[] encoded = fixedLength(value.modPow(exponent, modulus));
    return MessageDigest.isEqual(encoded, expected(input));
  }

  /** RFC 8017 §9.2: 00 01 ff … ff 00 DigestInfo digest. */
  private byte[] expected(byte[] input) {
    byte[] digest = sha256(input);
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

  private byte[] fixedLength(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[modulusBytes];
    int length = Math.min(bytes.length, modulusBytes);
    System.arraycopy(bytes, bytes.length - length, fixed, modulusBytes - length, length);
    return fixed;
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
