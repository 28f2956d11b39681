package dev.signet.validator.crypto;

import java.util.Objects;
import java.util.Optional;

/**
 * The provider that was chosen for an algorithm.
 *
 * @param faster what a faster one, which is absent, would gain
 */
public record ChosenProvider(String name, String version, Optional<String> faster) {
  /** Makes a description. */
  public ChosenProvider {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(faster, "faster");
  }
}
