package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where keys are kept, for which algorithms, and when they come and go.
 *
 * @param directory the folder of the key files
 * @param algorithms whose keys are kept side by side; the first signs by default
 * @param secret encrypts the key files; null keeps them in the clear (development only)
 * @param schedule when keys come and go
 */
public record KeySettings(
    Path directory,
    List<SigningAlgorithm> algorithms,
    @Nullable String secret,
    RotationSchedule schedule) {
  /**
   * Copies the algorithms.
   *
   * @throws IllegalArgumentException if there is none
   */
  public KeySettings {
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("keys.algorithms is empty: name at least one");
    }
  }

  /** What signs by default. */
  public SigningAlgorithm algorithm() {
    return algorithms.get(0);
  }

  /** The passphrase of the key files, if they are encrypted. */
  public Optional<String> passphrase() {
    return Optional.ofNullable(secret);
  }

  /** Leaves the passphrase out. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "KeySettings[%s, %s, encrypted=%s]", directory, algorithms, secret != null);
  }
}
