package dev.signet.authority.keys.signing;

import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Whose implementation may sign. A provider is used as an object of our own: the list of providers
 * of the process stays as it is.
 */
public enum SigningProvider {
  /** Amazon's, in native code for Linux on x86-64 and arm64. */
  CORRETTO("corretto"),
  /** Bouncy Castle's, in Java; always present. */
  BOUNCY_CASTLE("bouncy-castle"),
  /** What the JDK has installed; always present. */
  JDK("jdk");

  private static final Map<SigningProvider, Optional<Provider>> LOADED = new ConcurrentHashMap<>();

  private final String settingName;

  SigningProvider(String settingName) {
    this.settingName = settingName;
  }

  /** The provider of a name; exact. */
  public static Optional<SigningProvider> find(String name) {
    return Arrays.stream(values()).filter(p -> p.settingName.equals(name)).findFirst();
  }

  /** What it is called in settings, in the log and in health answers. */
  public String settingName() {
    return settingName;
  }

  /** Whether it works on this machine. */
  public boolean isPresent() {
    return this == JDK || loaded().isPresent();
  }

  /** Whether it is one of those that sign an algorithm. */
  public boolean signs(SigningAlgorithm algorithm) {
    return fastestFirst(algorithm).contains(this);
  }

  /** All that can, the fastest to sign first; measured, see docs/decisions, number 15. */
  static List<SigningProvider> fastestFirst(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256, ED25519 -> List.of(CORRETTO, BOUNCY_CASTLE, JDK);
      case RS256 -> List.of(CORRETTO, JDK, BOUNCY_CASTLE);
      // The JDK, which has it from 24 on, reads expanded keys only.
      case ML_DSA_65 -> List.of(BOUNCY_CASTLE, CORRETTO);
    };
  }

  /** Its engine; empty if it has none of this algorithm. */
  Optional<SigningEngine> engine(SigningAlgorithm algorithm) {
    String name = algorithm.signatureName();
    Optional<Provider> provider = this == JDK ? installed(name) : loaded();
    return provider
        .filter(p -> p.getService("Signature", name) != null)
        .map(p -> new SigningEngine(algorithm, p, settingName));
  }

  private static Optional<Provider> installed(String signatureName) {
    // Null, by contract, when nobody has it.
    return Optional.ofNullable(Security.getProviders("Signature." + signatureName))
        .flatMap(providers -> Arrays.stream(providers).findFirst());
  }

  private Optional<Provider> loaded() {
    return LOADED.computeIfAbsent(this, SigningProvider::load);
  }

  private Optional<Provider> load() {
    return this == CORRETTO ? CorrettoClasses.provider() : Optional.of(new BouncyCastleProvider());
  }
}
