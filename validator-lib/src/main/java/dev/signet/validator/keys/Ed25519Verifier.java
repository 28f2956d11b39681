package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import dev.signet.validator.crypto.SignatureVerifier;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8032 §5.1.7); a signature is the point R and the scalar S, 32 bytes each. */
final class Ed25519Verifier implements SignatureVerifier {
  private static final int HALF = 32;

  /** What stands before the key in its X.509 encoding (RFC 8410 §4). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final SignatureVerifier engine;

  /**
   * Takes the 32 bytes of the {@code x} member of a JWK (RFC 8037 §2).
   *
   * @throws InvalidKeyException unless they encode a point of the prime-order group
   */
  Ed25519Verifier(byte[] encodedKey, Engines engines) throws InvalidKeyException {
    if (encodedKey.length != HALF || !Ed25519Point.hasPrimeOrder(encodedKey)) {
      throw new InvalidKeyException("not a point of Ed25519's prime-order group");
    }
    engine = engines.verifier(Scheme.ED25519, subjectPublicKeyInfo(encodedKey));
  }

  @Override
  public boolean verify(byte[] input, int length, byte[] rs) {
    // RFC 8032 §5.1.7: S + L must not be a second spelling of S. A small or non-canonical R comes
    // from no honest signer and divides verifiers ("Taming the many EdDSAs", §3).
    return rs.length == 2 * HALF
        && Ed25519Point.isReduced(rs, HALF)
        && Ed25519Point.mayBeR(rs)
        && engine.verify(input, length, rs);
  }

  private static byte[] subjectPublicKeyInfo(byte[] encodedKey) {
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + HALF);
    System.arraycopy(encodedKey, 0, encoded, PREFIX.length, HALF);
    return encoded;
  }
}
