package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.nio.file.Path;
import java.util.List;

/**
 * Where keys are kept, for which algorithms, and when they come and go.
 *
 * @param place where the ring is kept
 * @param directory the folder of the key files, where the ring is kept in one
 * @param algorithms whose keys are kept side by side; the first signs by default
 * @param seal what keeps the private keys from those who read their text
 * @param schedule when keys come and go
 */
public record KeySettings(
    Place place,
    Path directory,
    List<SigningAlgorithm> algorithms,
    KeySeal seal,
    RotationSchedule schedule) {
  /** Where a ring can be kept. */
  public enum Place {
    /** A folder of this machine, under a passphrase. */
    FOLDER,
    /** The database, for several nodes, under a master key. */
    DATABASE
  }

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
}
