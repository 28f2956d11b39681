package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps signing keys in a folder: one PEM file a key, named by its {@code kid}, mode 0600.
 *
 * <p>A file appears whole or not at all. Of processes that start on an empty folder at once, one
 * makes the key and the others load it.
 */
public final class KeyFiles {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  // A lock on a file is held by the whole process; this one is for the threads within it.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final KeySettings settings;
  private final Clock clock;

  /** Makes a store in the folder of the settings. */
  public KeyFiles(KeySettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The keys as they were found.
   *
   * @param ring all of them
   * @param created whether the active one was made just now
   */
  public record Loaded(KeyRing ring, boolean created) {}

  /**
   * Loads the ring; if no key of the configured algorithm is there, makes one.
   *
   * @throws IllegalArgumentException if a file is damaged, readable by others, or does not open
   *     with the passphrase; the message names the file and the fix
   */
  public Loaded loadOrCreate() {
    Loaded loaded = find();
    return loaded == null ? createAlone() : loaded;
  }

  /**
   * The public halves of the keys that are there (RFC 7517 §5); makes none.
   *
   * @throws IllegalArgumentException if there is none, or as {@link #loadOrCreate} does
   */
  public String existingJwkSet() {
    List<SigningKey> keys = load();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no signing key in "
              + settings.directory()
              + ": name the authority's folder in keys.directory");
    }
    return KeyRing.jwkSet(keys);
  }

  private @Nullable Loaded find() {
    List<SigningKey> keys = load();
    return keys.stream()
        .filter(key -> key.algorithm() == settings.algorithm())
        .max(Comparator.comparing(SigningKey::createdAt))
        .map(active -> new Loaded(new KeyRing(active, keys), false))
        .orElse(null);
  }

  /** Two keys made at once would both be active, each known to one process alone. */
  private Loaded createAlone() {
    Path lockFile = settings.directory().resolve(".lock");
    IN_THIS_PROCESS.lock();
    try (FileChannel channel = openLock(lockFile)) {
      channel.lock();
      Loaded loaded = find();
      return loaded == null ? create() : loaded;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "keys.directory "
              + settings.directory()
              + " cannot be written: let it belong to the user that runs the authority",
          e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private FileChannel openLock(Path lockFile) throws IOException {
    Files.createDirectories(
        settings.directory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return FileChannel.open(
        lockFile,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private Loaded create() throws IOException {
    List<SigningKey> keys = new ArrayList<>(load());
    SigningKey key = SigningKey.generate(settings.algorithm(), clock.instant());
    store(key);
    keys.add(key);
    return new Loaded(new KeyRing(key, keys), true);
  }

  private List<SigningKey> load() {
    if (!Files.isDirectory(settings.directory())) {
      return List.of();
    }
    List<SigningKey> keys = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(settings.directory(), "*.pem")) {
      for (Path file : files) {
        keys.add(load(file));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "keys.directory " + settings.directory() + " cannot be read: " + e.getMessage(), e);
    }
    keys.sort(Comparator.comparing(SigningKey::createdAt));
    return keys;
  }

  private SigningKey load(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER_ONLY.containsAll(mode)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is readable or writable by others (%s): chmod 600 it, and replace the key if it leaked",
              file,
              PosixFilePermissions.toString(mode)));
    }
    try {
      return KeyPem.read(Files.readString(file, US_ASCII), settings.passphrase());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is damaged: restore its backup", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " " + e.getMessage(), e);
    }
  }

  private void store(SigningKey key) throws IOException {
    Path file = settings.directory().resolve(key.kid() + ".pem");
    WholeFile.write(file, KeyPem.write(key, settings.passphrase()).getBytes(US_ASCII));
    LOG.info("new signing key {} in {}", key, file);
    if (settings.passphrase().isEmpty()) {
      LOG.warn(
          "the private key in {} is NOT encrypted: it is for development only; for production set"
              + " keys.passphraseFile",
          file);
    }
  }
}
