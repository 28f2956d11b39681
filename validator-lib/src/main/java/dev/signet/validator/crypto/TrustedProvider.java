package dev.signet.validator.crypto;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider of cryptography that is used when it is present, as an object of our own: the global
 * list of the host is neither changed nor, where there is another way, asked.
 */
enum TrustedProvider {
  CORRETTO(
      "software.amazon.cryptools:AmazonCorrettoCryptoProvider",
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider"),
  CONSCRYPT("org.conscrypt:conscrypt-openjdk-uber", "org.conscrypt.OpenSSLProvider"),
  BOUNCY_CASTLE(
      "org.bouncycastle:bcprov-jdk18on", "org.bouncycastle.jce.provider.BouncyCastleProvider"),
  /** What the host has installed, the JDK's own as a rule; it has no class to be found by. */
  PLATFORM("", "");

  private static final Map<TrustedProvider, Optional<Provider>> FOUND = new ConcurrentHashMap<>();

  private final String artifact;
  private final String className;

  TrustedProvider(String artifact, String className) {
    this.artifact = artifact;
    this.className = className;
  }

  /** The Maven coordinates that bring it. */
  String artifact() {
    return artifact;
  }

  /**
   * The providers to try first, those of the platform that come first for each of the algorithm's
   * engines: whoever needs no other pays for no other.
   */
  List<Provider> likely(Scheme scheme) {
    if (this == PLATFORM) {
      List<Provider> likely = new ArrayList<>();
      for (String name : scheme.signatureNames()) {
        Optional<Provider> first = firstInstalled(name);
        if (first.isPresent()) {
          likely.add(first.get());
        }
      }
      return likely;
    }
    Optional<Provider> found = FOUND.computeIfAbsent(this, TrustedProvider::load);
    return found.isPresent() ? List.of(found.get()) : List.of();
  }

  /** The providers to try for an algorithm; each is loaded once, when first asked for. */
  Stream<Provider> find(Scheme scheme) {
    if (this == PLATFORM) {
      return scheme.signatureNames().stream().flatMap(TrustedProvider::installed);
    }
    return FOUND.computeIfAbsent(this, TrustedProvider::load).stream();
  }

  /** The host's providers in its order; whoever needs the first alone pays for no other. */
  private static Stream<Provider> installed(String signatureName) {
    return Stream.concat(
            firstInstalled(signatureName).stream(),
            Stream.of(signatureName).flatMap(TrustedProvider::allInstalled))
        .distinct();
  }

  private static Optional<Provider> firstInstalled(String signatureName) {
    try {
      return Optional.of(Signature.getInstance(signatureName).getProvider());
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }

  /** Loads every provider that the host has configured, to ask it: 40 ms of a fresh JVM. */
  private static Stream<Provider> allInstalled(String signatureName) {
    // Null, by contract, when nobody has it.
    Provider @Nullable [] providers = Security.getProviders("Signature." + signatureName);
    return providers == null ? Stream.of() : Stream.of(providers);
  }

  private Optional<Provider> load() {
    try {
      Class<?> type = Class.forName(className, true, TrustedProvider.class.getClassLoader());
      return Optional.of((Provider) type.getConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      // Absent, or without a native library for this machine: there are others.
      return Optional.empty();
    }
  }
}
