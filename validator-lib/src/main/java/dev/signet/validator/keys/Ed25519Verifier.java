package dev.signet.validator.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Ed25519 (RFC 8032 §5.1.7); a signature is the point R and the scalar S, 32 bytes each. */
final class Ed25519Verifier implements SignatureVerifier {
  private static final int HALF = 32;

  private final JcaSignature signature;

  /**
   * Takes the 32 bytes of the {@code x} member of a JWK (RFC 8037 §2).
   *
   * @throws InvalidKeyException unless they encode a point of the prime-order group
   */
  Ed25519Verifier(byte[] encodedKey) throws InvalidKeyException {
    if (encodedKey.length != HALF || !Ed25519Point.hasPrimeOrder(encodedKey)) {
      throw new InvalidKeyException("not a point of Ed25519's prime-order group");
    }
    signature = new JcaSignature("Ed25519", publicKey(encodedKey));
  }

  @Override
  public boolean verify(byte[] input, byte[] rs) {
    if (rs.length != 2 * HALF) {
      return false;
    }
    byte[] r = Arrays.copyOf(rs, HALF);
    BigInteger s = Ed25519Point.littleEndian(Arrays.copyOfRange(rs, HALF, rs.length));
    // RFC 8032 §5.1.7: S + L must not be a second spelling of S. A small or non-canonical R comes
    // from no honest signer and divides verifiers ("Taming the many EdDSAs", §3).
    return s.compareTo(Ed25519Point.ORDER) < 0
        && Ed25519Point.isCanonical(r)
        && !Ed25519Point.hasSmallOrder(r)
        && signature.verify(input, rs);
  }

  private static PublicKey publicKey(byte[] encoded) throws InvalidKeyException {
    try {
      EdECPoint point = new EdECPoint(Ed25519Point.xIsOdd(encoded), Ed25519Point.y(encoded));
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("the platform does not take the Ed25519 key", e);
    }
  }
}
