package dev.signet.authority.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread of one process at a time change a folder. */
final class FolderLock {
  // A lock on a file is held by the whole process; this one is for the threads within it.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final Path folder;

  FolderLock(Path folder) {
    this.folder = folder;
  }

  /** Work that may fail on the disk. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
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
      throw new UncheckedIOException(
          "keys.directory "
              + folder
              + " cannot be written: let it belong to the user that runs the authority",
          e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return FileChannel.open(
        folder.resolve(".lock"),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
