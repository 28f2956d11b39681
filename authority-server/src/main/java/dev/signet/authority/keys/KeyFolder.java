package dev.signet.authority.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A folder that one thread of one process at a time changes, and nobody but its owner reads. */
final class KeyFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /** On Linux a process owns its entry here, also when its user has no name, as in containers. */
  private static final Path SELF = Path.of("/proc/self");

  // A lock on a file is held by the whole process; this one is for the threads within it.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path path;

  KeyFolder(Path path) {
    this.path = path;
  }

  /** Work that may fail on the disk. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** A file in it, whether it is there or not. */
  Path file(String name) {
    return path.resolve(name);
  }

  /** The files whose names fit; none if the folder is not there. */
  List<Path> list(String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, pattern)) {
        files.forEach(found::add);
      }
    }
    return found;
  }

  /**
   * Runs work under the lock; makes the folder, mode 0700, if it is not there.
   *
   * @throws UncheckedIOException if the folder cannot be written
   */
  <T> T hold(Work<T> work) {
    IN_THIS_PROCESS.lock();
    try (FileChannel channel = open()) {
      channel.lock();
      return work.run();
    } catch (IOException e) {
      String fix =
          e instanceof AccessDeniedException
              ? "let it belong to the user that runs the authority"
              : e.getMessage();
      throw new UncheckedIOException("keys.directory " + path + " cannot be written: " + fix, e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return FileChannel.open(
        file(".lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  /**
   * Checks a file itself, not what a link leads to.
   *
   * @throws IllegalArgumentException if others can read or write it, or it is another user's; the
   *     message names the fix
   */
  static void requireOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER_ONLY.containsAll(mode)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s is readable or writable by others (%s): chmod 600 it, and replace the key if it leaked",
              file,
              PosixFilePermissions.toString(mode)));
    }
    if (Files.exists(SELF)) {
      requireOwn(file, Files.getOwner(SELF));
    }
  }

  private static void requireOwn(Path file, UserPrincipal self) throws IOException {
    UserPrincipal owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(self)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s belongs to %s, but the authority runs as %s: chown it, and replace the key if it"
                  + " leaked",
              file,
              owner.getName(),
              self.getName()));
    }
  }
}
