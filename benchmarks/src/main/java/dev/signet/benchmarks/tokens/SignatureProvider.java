package dev.signet.benchmarks.tokens;

import dev.signet.benchmarks.figures.BuildFolder;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A provider of cryptography; thread-safe.
 *
 * <p>Those that are not the JDK's own lie beside the jar of the measurements, off the class path: a
 * library that helps itself to what it finds there (this product does, and Tink takes Conscrypt)
 * meets the bare JDK.
 */
public enum SignatureProvider {
  /** The platform's own. */
  JDK("jdk", ""),
  /** Written in Java. */
  BOUNCY_CASTLE("bouncy-castle", "org.bouncycastle.jce.provider.BouncyCastleProvider"),
  /** Native, on BoringSSL. */
  CONSCRYPT("conscrypt", "org.conscrypt.OpenSSLProvider"),
  /** Native, on AWS-LC. */
  CORRETTO("corretto", "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");

  private static final Map<SignatureProvider, Provider> LOADED = new ConcurrentHashMap<>();

  private final String label;
  private final String className;

  SignatureProvider(String label, String className) {
    this.label = label;
    this.className = className;
  }

  /**
   * The provider of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static SignatureProvider get(String label) {
    return Arrays.stream(values())
        .filter(provider -> provider.label.equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no provider is called " + label));
  }

  /** A short name, for parameters, tables and the folder of its jar. */
  public String label() {
    return label;
  }

  /**
   * The provider as an object, which is installed nowhere.
   *
   * @throws IllegalStateException if its jar is missing or has nothing for this machine
   */
  public Provider open(TokenAlgorithm algorithm) {
    return open(algorithm.signatureName());
  }

  /**
   * The provider as an object, which is installed nowhere.
   *
   * @param signatureName the JCA name of what it is to do
   * @throws IllegalStateException if its jar is missing or has nothing for this machine
   */
  public Provider open(String signatureName) {
    if (this != JDK) {
      return LOADED.computeIfAbsent(this, SignatureProvider::load);
    }
    try {
      return Signature.getInstance(signatureName).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + signatureName, e);
    }
  }

  /** The provider that signs most tokens in a second, or the platform's where it does not load. */
  public static Provider fastest(TokenAlgorithm algorithm) {
    try {
      return CORRETTO.open(algorithm);
    } catch (IllegalStateException notHere) {
      return JDK.open(algorithm);
    }
  }

  /** Its jars; none for the JDK. */
  public List<Path> jars() {
    Path folder = BuildFolder.get().resolve("providers").resolve(label);
    if (this == JDK) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(folder + " is missing: build the module", e);
    }
  }

  private Provider load() {
    URL[] jars = jars().stream().map(SignatureProvider::url).toArray(URL[]::new);
    try {
      // Never closed: a provider loads its classes when they are needed.
      @SuppressWarnings("resource")
      ClassLoader loader = new URLClassLoader(jars, SignatureProvider.class.getClassLoader());
      Class<?> type = Class.forName(className, true, loader);
      return (Provider) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalStateException(label + " does not load on this machine", e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file always has a URL", e);
    }
  }
}
