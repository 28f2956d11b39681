package dev.signet.authority.keys.signing;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which token of which PKCS#11 library keeps the private keys.
 *
 * @param library the file of the library
 * @param slot the number of the token's slot; null takes the first
 * @param pin the PIN of its user
 */
public record Pkcs11Settings(Path library, @Nullable Integer slot, String pin) {
  /** Whether Java can sign with such keys through PKCS#11. */
  public static boolean signs(SigningAlgorithm algorithm) {
    return algorithm == SigningAlgorithm.ES256 || algorithm == SigningAlgorithm.RS256;
  }

  /** The text that configures Java's provider; keys are made so that they never leave. */
  String providerConfiguration() {
    return String.format(
        Locale.ROOT,
        """
        --name = Signet
        library = "%s"
        %s
        attributes(generate, CKO_PRIVATE_KEY, *) = {
          CKA_TOKEN = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
        }
        """,
        library,
        slot == null ? "slotListIndex = 0" : "slot = " + slot);
  }

  /** Leaves the PIN out. */
  @Override
  public String toString() {
    return "Pkcs11Settings[" + library + ", slot=" + slot + ']';
  }
}
