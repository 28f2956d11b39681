package dev.signet.authority.config;

import dev.signet.authority.keys.signing.Pkcs11Settings;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningProvider;
import dev.signet.authority.keys.signing.SigningSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of how signatures are made. */
final class EngineSection {
  private static final int ANY_SLOT = -1;

  private final ConfigReader reader;

  EngineSection(ConfigReader reader) {
    this.reader = reader;
  }

  /** Reads the section; whoever is to sign must be able to sign with each algorithm. */
  SigningSettings read(List<SigningAlgorithm> algorithms) {
    reader
        .find("keys.signingProvider")
        .flatMap(SigningProvider::find)
        .ifPresent(provider -> algorithms.forEach(each -> requireSigns(provider, each)));
    return new SigningSettings(
        reader.find("keys.signingProvider").flatMap(this::provider).orElse(null),
        reader.flag("keys.verifySignatures", true),
        token(algorithms));
  }

  private @Nullable Pkcs11Settings token(List<SigningAlgorithm> algorithms) {
    Optional<Path> library = reader.findPath("keys.pkcs11.library");
    int slot = reader.integer("keys.pkcs11.slot", ANY_SLOT, 0, Integer.MAX_VALUE);
    Optional<String> pin = reader.secret("keys.pkcs11.pin");
    if (library.isEmpty()) {
      return null;
    }
    if (!Files.isRegularFile(library.get()) || library.get().toString().contains("\"")) {
      reader.fault("keys.pkcs11.library", "is not a file: name the library of the token's maker");
    }
    if (reader.lacksSecret("keys.pkcs11.pin")) {
      reader.fault(
          "keys.pkcs11.pinFile",
          "is missing: name a file with the PIN, or set SIGNET_KEYS_PKCS11_PIN");
    }
    algorithms.stream()
        .filter(algorithm -> !Pkcs11Settings.signs(algorithm))
        .forEach(this::cannotBeInAToken);
    return new Pkcs11Settings(
        library.get().toAbsolutePath(), slot == ANY_SLOT ? null : slot, pin.orElse(""));
  }

  private void cannotBeInAToken(SigningAlgorithm algorithm) {
    reader.fault(
        "keys.algorithms",
        "has "
            + algorithm.joseName()
            + ", which Java cannot sign with through PKCS#11: ES256 and RS256 it can");
  }

  private void requireSigns(SigningProvider provider, SigningAlgorithm algorithm) {
    if (!provider.signs(algorithm)) {
      String fault =
          String.format(
              Locale.ROOT,
              "(%s) does not sign %s: leave it out, or set another",
              provider.settingName(),
              algorithm.joseName());
      reader.fault("keys.signingProvider", fault);
    }
  }

  private Optional<SigningProvider> provider(String name) {
    Optional<SigningProvider> provider =
        SigningProvider.find(name).filter(SigningProvider::isPresent);
    if (provider.isEmpty()) {
      reader.fault("keys.signingProvider", "(" + name + ") is not here: set " + present());
    }
    return provider;
  }

  private static String present() {
    return ConfigReader.alternatives(
        Arrays.stream(SigningProvider.values())
            .filter(SigningProvider::isPresent)
            .map(SigningProvider::settingName));
  }
}
