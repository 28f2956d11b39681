package dev.signet.authority;

import dev.signet.authority.keys.signing.SigningProvider;
import dev.signet.authority.keys.signing.SigningSettings;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of how signatures are made. */
final class EngineSection {
  private final ConfigReader reader;

  EngineSection(ConfigReader reader) {
    this.reader = reader;
  }

  SigningSettings read() {
    return new SigningSettings(
        reader.find("keys.signingProvider").flatMap(this::provider).orElse(null),
        reader.flag("keys.verifySignatures", true));
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
