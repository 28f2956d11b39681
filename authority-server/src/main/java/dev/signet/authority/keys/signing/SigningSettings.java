package dev.signet.authority.keys.signing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How signatures are made.
 *
 * @param provider whose implementation signs; null takes the fastest that is present and right
 * @param verifySignatures whether each signature is verified before it leaves
 */
public record SigningSettings(@Nullable SigningProvider provider, boolean verifySignatures) {
  /** The fastest provider, each signature verified. */
  public static final SigningSettings DEFAULT = new SigningSettings(null, true);

  Optional<SigningProvider> forced() {
    return Optional.ofNullable(provider);
  }
}
