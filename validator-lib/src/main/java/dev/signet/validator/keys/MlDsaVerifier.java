package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import dev.signet.validator.crypto.SignatureVerifier;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** Pure ML-DSA with an empty context (FIPS 204 §5.3); lengths as in RFC 9964. */
final class MlDsaVerifier implements SignatureVerifier {
  private static final Map<Scheme, Parameters> PARAMETERS =
      Map.of(
          Scheme.ML_DSA_44,
          new Parameters(1312, 2420, "30820532300b06096086480165030403110382052100"),
          Scheme.ML_DSA_65,
          new Parameters(1952, 3309, "308207b2300b0609608648016503040312038207a100"),
          Scheme.ML_DSA_87,
          new Parameters(2592, 4627, "30820a32300b060960864801650304031303820a2100"));

  private final int signatureBytes;
  private final SignatureVerifier engine;

  /**
   * Takes the bytes of the {@code pub} member of a JWK.
   *
   * @throws InvalidKeyException if their length is not that of the parameter set, or nobody here
   *     verifies it
   */
  MlDsaVerifier(Scheme scheme, byte[] publicKey, Engines engines) throws InvalidKeyException {
    signatureBytes = parameters(scheme).signatureBytes();
    engine = engines.verifier(scheme, subjectPublicKeyInfo(scheme, publicKey));
  }

  static byte[] subjectPublicKeyInfo(Scheme scheme, byte[] publicKey) throws InvalidKeyException {
    if (publicKey.length != parameters(scheme).keyBytes()) {
      throw new InvalidKeyException("pub is not of the length of " + scheme.joseName());
    }
    byte[] prefix = HexFormat.of().parseHex(parameters(scheme).prefix());
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + publicKey.length);
    System.arraycopy(publicKey, 0, encoded, prefix.length, publicKey.length);
    return encoded;
  }

  @Override
  public boolean verify(byte[] input, int length, byte[] signature) {
    return signature.length == signatureBytes && engine.verify(input, length, signature);
  }

  private static Parameters parameters(Scheme scheme) throws InvalidKeyException {
    Parameters parameters = PARAMETERS.get(scheme);
    if (parameters == null) {
      throw new InvalidKeyException(scheme.joseName() + " is no parameter set of ML-DSA");
    }
    return parameters;
  }

  /** Lengths in bytes, and what stands before the key in its X.509 encoding (RFC 9881 §4). */
  private record Parameters(int keyBytes, int signatureBytes, String prefix) {}
}
