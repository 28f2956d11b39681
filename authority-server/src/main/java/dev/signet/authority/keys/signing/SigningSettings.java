package dev.signet.authority.keys.signing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How signatures are made.
 *
 * @param provider whose implementation signs; null takes the fastest that is present and right
 * @param verifySignatures whether each signature is verified before it leaves
 * @param token where new keys are made and kept; null makes them here
 */
public record SigningSettings(
    @Nullable SigningProvider provider, boolean verifySignatures, @Nullable Pkcs11Settings token) {
  /** The fastest provider, each signature verified. */
  public static final SigningSettings DEFAULT = new SigningSettings(null, true, null);

  Optional<SigningProvider> forced() {
    return Optional.ofNullable(provider);
  }
}
