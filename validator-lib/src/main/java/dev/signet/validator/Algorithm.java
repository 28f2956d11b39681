package dev.signet.validator;

import java.util.HashSet;
import java.util.Set;

/**
 * A signature algorithm that a validator may accept: asymmetric only, so that no shared secret can
 * ever be mistaken for a key (<a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.1">RFC 8725
 * §3.1</a>).
 */
public enum Algorithm {
  /**
   * ECDSA on P-256 with SHA-256 (<a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.4">RFC
   * 7518 §3.4</a>).
   */
  ES256("ES256", 64),
  /**
   * EdDSA on Ed25519 under its fully specified name (<a
   * href="https://www.rfc-editor.org/rfc/rfc9864#section-2.2">RFC 9864 §2.2</a>); the deprecated
   * name {@code EdDSA} is not accepted.
   */
  ED25519("Ed25519", 64),
  /**
   * RSASSA-PKCS1-v1_5 with SHA-256, 2048 bits or more (<a
   * href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518 §3.3</a>).
   */
  RS256("RS256", 256),
  /**
   * ML-DSA-44, a signature that resists quantum computers (<a
   * href="https://www.rfc-editor.org/rfc/rfc9964">RFC 9964</a>); a token is about 3.4 kB longer
   * than with ES256. Verified where the JDK (24 or newer) or another provider has it; elsewhere
   * such a key is skipped.
   */
  ML_DSA_44("ML-DSA-44", 2420),
  /** ML-DSA-65, as {@link #ML_DSA_44} with a token about 4.3 kB longer than with ES256. */
  ML_DSA_65("ML-DSA-65", 3309),
  /**
   * ML-DSA-87, as {@link #ML_DSA_44} with a token about 6.1 kB longer than with ES256: claims over
   * 1 kB need a larger {@code maxTokenBytes} than the default.
   */
  ML_DSA_87("ML-DSA-87", 4627);

  private final String joseName;
  private final int signatureBytes;

  Algorithm(String joseName, int signatureBytes) {
    this.joseName = joseName;
    this.signatureBytes = signatureBytes;
  }

  /** The exact, case-sensitive value of the {@code alg} header, such as {@code Ed25519}. */
  public String joseName() {
    return joseName;
  }

  /** How many characters of a token its signature takes at least (RFC 7515 §2, no padding). */
  public int signatureChars() {
    return (signatureBytes * 4 + 2) / 3;
  }

  static Set<String> joseNames(Set<Algorithm> algorithms) {
    Set<String> names = new HashSet<>();
    algorithms.forEach(algorithm -> names.add(algorithm.joseName));
    return Set.copyOf(names);
  }
}
