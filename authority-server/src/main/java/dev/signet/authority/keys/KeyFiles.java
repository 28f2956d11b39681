package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps signing keys in a folder: one PEM file a key, named by its {@code kid}, mode 0600.
 *
 * <p>A file appears whole or not at all. Not for use by two processes at their first start at once.
 */
public final class KeyFiles {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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
    List<SigningKey> keys = new ArrayList<>(load());
    SigningKey active =
        keys.stream()
            .filter(key -> key.algorithm() == settings.algorithm())
            .max(Comparator.comparing(SigningKey::createdAt))
            .orElse(null);
    boolean create = active == null;
    if (active == null) {
      active = SigningKey.generate(settings.algorithm(), clock.instant());
      store(active);
      keys.add(active);
    }
    return new Loaded(new KeyRing(active, keys), create);
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
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " " + e.getMessage(), e);
    }
  }

  private void store(SigningKey key) {
    Path file = settings.directory().resolve(key.kid() + ".pem");
    try {
      Files.createDirectories(
          settings.directory(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      writeWhole(file, KeyPem.write(key, settings.passphrase()).getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("keys.directory cannot be written: " + file, e);
    }
    LOG.info("new signing key {} in {}", key, file);
    if (settings.passphrase().isEmpty()) {
      LOG.warn(
          "the private key in {} is NOT encrypted: it is for development only; for production set"
              + " keys.passphraseFile",
          file);
    }
  }

  /** Written aside, flushed, then renamed: a crash leaves the whole file or none. */
  private static void writeWhole(Path file, byte[] bytes) throws IOException {
    Path part =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "new-key",
            ".part",
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }
}
