package dev.signet.validator.keys;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPublicKeySpec;

/** Makes keys of the platform from the numbers in a JWK (RFC 7518 §6.2.1 and §6.3.1). */
final class PublicKeys {
  private static final ECParameterSpec P256 = p256();

  private PublicKeys() {}

  static RSAPublicKey rsa(byte[] modulus, byte[] exponent) throws GeneralSecurityException {
    RSAPublicKeySpec numbers =
        new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent));
    return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
  }

  static ECPublicKey onP256(byte[] x, byte[] y) throws GeneralSecurityException {
    ECPoint point = new ECPoint(new BigInteger(1, x), new BigInteger(1, y));
    requireOnCurve(point);
    return (ECPublicKey)
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, P256));
  }

  /** SEC 1 §3.2.2.1: the platform takes any two numbers for a point. P-256 has no cofactor. */
  private static void requireOnCurve(ECPoint point) throws InvalidKeyException {
    EllipticCurve curve = P256.getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
    boolean inField = x.compareTo(p) < 0 && y.compareTo(p) < 0;
    if (!inField || !y.pow(2).mod(p).equals(right.mod(p))) {
      throw new InvalidKeyException("not a point on P-256");
    }
  }

  private static ECParameterSpec p256() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every supported platform has P-256", e);
    }
  }
}
