package dev.signet.authority;

import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningProvider;
import dev.signet.authority.keys.signing.SigningSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of how signatures are made. */
final class EngineSection {
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
        reader.flag("keys.verifySignatures", true));
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
    return alternatives(
        Arrays.stream(SigningProvider.values())
            .filter(SigningProvider::isPresent)
            .map(SigningProvider::settingName));
  }

  /** Words as a sentence lists them: the last after an "or". */
  static String alternatives(Stream<String> words) {
    return words.collect(Collectors.joining(", ")).replaceFirst(", ([\\w-]+)$", " or $1");
  }
}
