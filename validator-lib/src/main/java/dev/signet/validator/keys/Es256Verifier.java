package dev.signet.validator.keys;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;

/** ECDSA on P-256 with SHA-256; a signature is r and s, 32 bytes each (RFC 7518 §3.4). */
final class Es256Verifier implements SignatureVerifier {
  private static final int COORDINATE_BYTES = 32;
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final JcaSignature signature;

  /** The key is on P-256: its reader has checked curve and point. */
  Es256Verifier(ECPublicKey key) throws InvalidKeyException {
    if (!key.getParams().getOrder().equals(ORDER)) {
      throw new InvalidKeyException("not a key on P-256");
    }
    signature = new JcaSignature("SHA256withECDSAinP1363Format", key);
  }

  @Override
  public boolean verify(byte[] input, byte[] rs) {
    if (rs.length != 2 * COORDINATE_BYTES) {
      return false;
    }
    // CVE-2022-21449: do not trust the platform to refuse r or s outside 1..n-1 (FIPS 186-5
    // §6.4.2).
    return inRange(Arrays.copyOf(rs, COORDINATE_BYTES))
        && inRange(Arrays.copyOfRange(rs, COORDINATE_BYTES, rs.length))
        && signature.verify(input, rs);
  }

  private static boolean inRange(byte[] magnitude) {
    BigInteger value = new BigInteger(1, magnitude);
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }
}
