package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.Provider;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Corretto's classes with the native library of another machine than the one they came for.
 *
 * <p>Corretto comes as a jar for each machine, with the same classes and the same name for the
 * library. The class path has the jar for x86-64, and the library for arm64 in a folder; this
 * defines the classes once more and answers with that library when they ask for theirs.
 */
final class CorrettoClasses extends ClassLoader {
  private static final Logger LOG = LoggerFactory.getLogger(CorrettoClasses.class);
  private static final String PACKAGE = "com.amazon.corretto.crypto.";
  private static final String PROVIDER = PACKAGE + "provider.AmazonCorrettoCryptoProvider";
  private static final String LIBRARY =
      "com/amazon/corretto/crypto/provider/libamazonCorrettoCryptoProvider.so";

  private final String folder;

  /**
   * Takes the classes from another loader.
   *
   * @param folder where the library is, on the class path of the other loader
   */
  CorrettoClasses(ClassLoader others, String folder) {
    super(others);
    this.folder = folder;
  }

  /** The provider for this machine; empty if there is none, without noise. */
  static Optional<Provider> provider() {
    ClassLoader own = CorrettoClasses.class.getClassLoader();
    boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64");
    return provider(arm ? new CorrettoClasses(own, "linux-aarch64") : own);
  }

  static Optional<Provider> provider(ClassLoader classes) {
    try {
      Class<?> type = Class.forName(PROVIDER, true, classes);
      Provider provider = (Provider) type.getConstructor().newInstance();
      // Where its library does not load, it has no services rather than an error.
      if (!provider.getServices().isEmpty()) {
        return Optional.of(provider);
      }
      LOG.debug("no native code of Corretto for this machine: Java signs");
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.debug("no native code of Corretto on the class path: Java signs", e);
    }
    return Optional.empty();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return super.getResource(name.equals(LIBRARY) ? folder + '/' + name : name);
  }
}
