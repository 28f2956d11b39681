package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import dev.signet.validator.crypto.SignatureVerifier;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2) under keys that are strong enough. */
final class Rs256Verifier implements SignatureVerifier {
  private static final int MIN_BITS = 2048;
  private static final int MAX_BITS = 8192;
  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
  private static final int MAX_EXPONENT_BITS = 33;

  private final byte[] modulus;
  private final SignatureVerifier arithmetic;

  Rs256Verifier(RSAPublicKey key, Engines engines) throws InvalidKeyException {
    requireStrong(key.getModulus(), key.getPublicExponent());
    modulus = RsaArithmetic.fixedLength(key.getModulus(), (key.getModulus().bitLength() + 7) / 8);
    arithmetic =
        engines.have(Scheme.RS256)
            ? engines.verifier(Scheme.RS256, key.getEncoded())
            : new RsaArithmetic(key.getModulus(), key.getPublicExponent());
  }

  @Override
  public boolean verify(byte[] input, int length, byte[] signature) {
    // RFC 8017 §8.2.2 step 1 and §5.2.2 step 1: of full length, and below the modulus.
    return signature.length == modulus.length
        && Arrays.compareUnsigned(signature, modulus) < 0
        && arithmetic.verify(input, length, signature);
  }

  private static void requireStrong(BigInteger modulus, BigInteger exponent)
      throws InvalidKeyException {
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
}
