package dev.signet.validator.crypto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Each provider alone, so that a row can be held to the same verdict by all of them. */
public enum TestEngines {
  CORRETTO(TrustedProvider.CORRETTO),
  CONSCRYPT(TrustedProvider.CONSCRYPT),
  BOUNCY_CASTLE(TrustedProvider.BOUNCY_CASTLE),
  PLATFORM(TrustedProvider.PLATFORM);

  private static final Map<TrustedProvider, Engines> ENGINES = new ConcurrentHashMap<>();

  private final TrustedProvider provider;

  TestEngines(TrustedProvider provider) {
    this.provider = provider;
  }

  public Engines engines() {
    return ENGINES.computeIfAbsent(provider, Engines::only);
  }

  /** Those that verify the algorithm here; ML-DSA is new to the platform in JDK 24. */
  public static Stream<TestEngines> having(String algorithm) {
    Scheme scheme = Scheme.named(algorithm).orElseThrow();
    return Stream.of(values()).filter(e -> scheme == Scheme.RS256 || e.engines().have(scheme));
  }
}
