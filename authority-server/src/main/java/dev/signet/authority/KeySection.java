package dev.signet.authority;

import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.RotationSchedule;
import dev.signet.authority.keys.SigningAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The section of the signing keys: where they are, for which algorithms, when they rotate. */
final class KeySection {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST_EVERY = Duration.ofDays(3650);
  private static final Duration LONGEST_STEP = Duration.ofDays(366);

  private final ConfigReader reader;

  KeySection(ConfigReader reader) {
    this.reader = reader;
  }

  /**
   * Reads the section.
   *
   * @param passphrase of the key files, if they are encrypted
   * @param longestToken the longest lifetime of any token
   */
  KeySettings read(Optional<String> passphrase, Duration longestToken) {
    return new KeySettings(
        reader.path("keys.directory", Path.of("keys")),
        algorithms(),
        passphrase.orElse(null),
        schedule(longestToken));
  }

  /** The default first. */
  private List<SigningAlgorithm> algorithms() {
    List<String> kept = reader.words("keys.algorithms");
    Optional<String> named = reader.find("keys.algorithm");
    String usual = kept.isEmpty() ? SigningAlgorithm.ES256.joseName() : kept.get(0);
    Set<SigningAlgorithm> lines = new LinkedHashSet<>();
    lines.add(algorithm("keys.algorithm", named.orElse(usual)));
    kept.forEach(name -> lines.add(algorithm("keys.algorithms", name)));
    if (named.isPresent() && !kept.isEmpty() && !kept.contains(named.get())) {
      reader.fault("keys.algorithms", "lacks keys.algorithm (" + named.get() + "): add it");
    }
    return List.copyOf(lines);
  }

  private SigningAlgorithm algorithm(String key, String name) {
    Optional<SigningAlgorithm> algorithm = SigningAlgorithm.find(name);
    if (algorithm.isEmpty()) {
      reader.fault(key, "is not " + names());
    }
    return algorithm.orElse(SigningAlgorithm.ES256);
  }

  private static String names() {
    return Arrays.stream(SigningAlgorithm.values())
        .map(SigningAlgorithm::joseName)
        .collect(Collectors.joining(", "))
        .replaceFirst(", (\\w+)$", " or $1");
  }

  private RotationSchedule schedule(Duration longestToken) {
    Optional<Duration> maxAge = reader.findDuration("keys.jwkSetMaxAge", SECOND, DAY);
    Duration announce =
        reader
            .findDuration("keys.rotation.announce", Duration.ofMinutes(2), LONGEST_STEP)
            .orElse(RotationSchedule.usualAnnounce(maxAge.orElse(SECOND)));
    Duration age = maxAge.orElse(RotationSchedule.usualMaxAge(announce));
    Duration retention =
        reader
            .findDuration("keys.rotation.retention", SECOND, LONGEST_STEP)
            .orElse(RotationSchedule.leastRetention(longestToken));
    Duration every =
        reader
            .findDuration("keys.rotation.every", Duration.ofMinutes(10), LONGEST_EVERY)
            .orElse(RotationSchedule.USUAL_EVERY);
    Map<String, String> faults =
        RotationSchedule.faults(every, announce, retention, age, longestToken);
    faults.forEach(reader::fault);
    return faults.isEmpty()
        ? new RotationSchedule(every, announce, retention, age, longestToken)
        : RotationSchedule.usual(longestToken);
  }
}
