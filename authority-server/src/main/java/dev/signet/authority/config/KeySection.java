package dev.signet.authority.config;

import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.KeySettings.Place;
import dev.signet.authority.keys.RotationSchedule;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.token.SigningRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said of signing: where keys are, when they rotate, and which of them sign what. */
final class KeySection {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST_EVERY = Duration.ofDays(3650);
  private static final Duration LONGEST_STEP = Duration.ofDays(366);

  private final ConfigReader reader;
  private final Profile profile;

  KeySection(ConfigReader reader, Profile profile) {
    this.reader = reader;
    this.profile = profile;
  }

  /**
   * Reads the section.
   *
   * @param longestToken the longest lifetime of any token
   */
  KeySettings read(Duration longestToken) {
    Place place = reader.choice("keys.store", Place.FOLDER);
    return new KeySettings(
        place,
        reader.path("keys.directory", Path.of("keys")),
        algorithms(),
        seal(place),
        schedule(longestToken));
  }

  private KeySeal seal(Place place) {
    Optional<String> passphrase = reader.secret("keys.passphrase");
    Optional<String> masterKey = reader.secret("keys.masterKey");
    if (place == Place.FOLDER) {
      // Private keys in a PKCS#11 token never lie in the folder.
      boolean inToken = reader.find("keys.pkcs11.library").isPresent();
      if (!inToken && isRequired("keys.passphrase")) {
        reader.fault(
            "keys.passphraseFile",
            "is missing: outside the development profile keys are encrypted; name a file with a"
                + " passphrase, or set SIGNET_KEYS_PASSPHRASE");
      }
      masterKey.ifPresent(
          key ->
              reader.fault(
                  "keys.masterKey",
                  "is for keys.store: database; here keys.passphraseFile counts"));
      return passphrase.map(KeySeal::passphrase).orElseGet(KeySeal::none);
    }
    if (isRequired("keys.masterKey")) {
      reader.fault(
          "keys.masterKeyFile",
          "is missing: outside the development profile keys in the database are wrapped; make one"
              + " with: openssl rand -base64 32 > master.key, and give every node the same");
    }
    passphrase.ifPresent(
        text ->
            reader.fault(
                "keys.passphrase", "is for keys.store: folder; here keys.masterKeyFile counts"));
    return masterKey.map(this::masterKeys).orElseGet(KeySeal::none);
  }

  private boolean isRequired(String secret) {
    return profile == Profile.PRODUCTION && reader.lacksSecret(secret);
  }

  private KeySeal masterKeys(String lines) {
    try {
      return KeySeal.masterKeys(lines);
    } catch (IllegalArgumentException e) {
      reader.fault("keys.masterKey", String.valueOf(e.getMessage()));
      return KeySeal.none();
    }
  }

  /** Reads which algorithm signs which token; only an algorithm whose keys are kept can. */
  SigningRules signing(List<SigningAlgorithm> kept) {
    return new SigningRules(kept.get(0), choices("audiences", kept), choices("applications", kept));
  }

  private Map<String, SigningAlgorithm> choices(String section, List<SigningAlgorithm> kept) {
    Map<String, SigningAlgorithm> choices = new LinkedHashMap<>();
    reader
        .named(section, "algorithm")
        .forEach(
            (name, value) -> {
              String key = section + '.' + name + ".algorithm";
              SigningAlgorithm algorithm = algorithm(key, value);
              if (SigningAlgorithm.find(value).isPresent() && !kept.contains(algorithm)) {
                reader.fault(key, "(" + value + ") is not among keys.algorithms: add it there");
              }
              choices.put(name, algorithm);
            });
    return choices;
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
      reader.fault(key, "is not " + SigningAlgorithm.names());
    }
    return algorithm.orElse(SigningAlgorithm.ES256);
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
