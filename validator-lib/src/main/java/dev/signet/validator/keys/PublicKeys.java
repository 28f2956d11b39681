package dev.signet.validator.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes keys from the numbers in a JWK (RFC 7518 §6.2.1 and §6.3.1). */
final class PublicKeys {
  // SEC 2 §2.4.2: y² = x³ - 3x + b in the field of p.
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final int COORDINATE_BYTES = 32;

  /** What stands before the coordinates: id-ecPublicKey, secp256r1, a point without compression. */
  private static final byte[] PREFIX =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private PublicKeys() {}

  static RSAPublicKey rsa(byte[] modulus, byte[] exponent) throws GeneralSecurityException {
    RSAPublicKeySpec numbers =
        new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent));
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
  }

  /**
   * The X.509 encoding of a point (RFC 5480 §2), written without the platform's own keys: whoever
   * verifies by another provider need not load them.
   *
   * @throws InvalidKeyException unless the numbers are a point of P-256
   */
  static byte[] onP256(byte[] x, byte[] y) throws InvalidKeyException {
    BigInteger pointX = new BigInteger(1, x);
    BigInteger pointY = new BigInteger(1, y);
    requireOnCurve(pointX, pointY);
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + 2 * COORDINATE_BYTES);
    copy(pointX, encoded, PREFIX.length);
    copy(pointY, encoded, PREFIX.length + COORDINATE_BYTES);
    return encoded;
  }

  private static void copy(BigInteger coordinate, byte[] to, int at) {
    byte[] bytes = RsaArithmetic.fixedLength(coordinate, COORDINATE_BYTES);
    System.arraycopy(bytes, 0, to, at, COORDINATE_BYTES);
  }

  /** SEC 1 §3.2.2.1: engines take any two numbers for a point. P-256 has no cofactor. */
  private static void requireOnCurve(BigInteger x, BigInteger y) throws InvalidKeyException {
    BigInteger right = x.pow(3).subtract(x.multiply(THREE)).add(B);
    boolean inField = x.compareTo(P) < 0 && y.compareTo(P) < 0;
    if (!inField || !y.pow(2).mod(P).equals(right.mod(P))) {
      throw new InvalidKeyException("not a point on P-256");
    }
  }
}
