package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import dev.signet.validator.crypto.SignatureVerifier;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;

/** ECDSA on P-256 with SHA-256; a signature is r and s, 32 bytes each (RFC 7518 §3.4). */
final class Es256Verifier implements SignatureVerifier {
  private static final int SCALAR_BYTES = 32;
  private static final byte[] ZERO = new byte[SCALAR_BYTES];
  private static final byte[] ORDER =
      HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

  private final SignatureVerifier engine;

  /** Takes a point of P-256 in its X.509 encoding, as {@link PublicKeys} writes it. */
  Es256Verifier(byte[] subjectPublicKeyInfo, Engines engines) throws InvalidKeyException {
    engine = engines.verifier(Scheme.ES256, subjectPublicKeyInfo);
  }

  @Override
  public boolean verify(byte[] input, int length, byte[] rs) {
    // CVE-2022-21449: do not trust the platform to refuse r or s outside 1..n-1 (FIPS 186-5
    // §6.4.2).
    return rs.length == 2 * SCALAR_BYTES
        && isScalar(rs, 0)
        && isScalar(rs, SCALAR_BYTES)
        && engine.verify(input, length, rs);
  }

  private static boolean isScalar(byte[] rs, int from) {
    int to = from + SCALAR_BYTES;
    return !Arrays.equals(rs, from, to, ZERO, 0, SCALAR_BYTES)
        && Arrays.compareUnsigned(rs, from, to, ORDER, 0, SCALAR_BYTES) < 0;
  }
}
