package dev.signet.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.signet.authority.config.AuthorityConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

/** The key of the secrets' hash in the development profile: a file beside the database. */
final class DevelopmentHashKey {
  private static final int BYTES = 32;

  private DevelopmentHashKey() {}

  /** The key that is configured, or else this one. */
  static byte[] orConfigured(AuthorityConfig config) {
    String base64 =
        Objects.requireNonNullElseGet(
            config.authentication().hashKey(), () -> readOrCreate(config.storage().file()));
    return Base64.getDecoder().decode(base64);
  }

  /** Reads the key; makes it at the first start, mode 0600. */
  private static String readOrCreate(Path database) {
    Path file = database.toAbsolutePath().resolveSibling("hash.key");
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file, US_ASCII).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make " + file, e);
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path part =
        Files.createTempFile(
            file.getParent(),
            "hash",
            ".part",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(
          part, Base64.getEncoder().encodeToString(key) + "\n", US_ASCII, WRITE, SYNC);
      // A link appears whole, and never over a key that another process has just made.
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      return;
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
