package dev.signet.authority.keys;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are kept and how they are published.
 *
 * @param directory the folder of the key files
 * @param algorithm what new keys are for
 * @param secret encrypts the key files; null keeps them in the clear (development only)
 * @param jwkSetMaxAge how long a cache may serve the JWK Set
 */
public record KeySettings(
    Path directory, SigningAlgorithm algorithm, @Nullable String secret, Duration jwkSetMaxAge) {
  /** The passphrase of the key files, if they are encrypted. */
  public Optional<String> passphrase() {
    return Optional.ofNullable(secret);
  }

  /** Leaves the passphrase out. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "KeySettings[%s, %s, encrypted=%s]", directory, algorithm, secret != null);
  }
}
