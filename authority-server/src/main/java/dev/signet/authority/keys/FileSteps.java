package dev.signet.authority.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The steps by which the folder of keys changes, one by one: a crash may fall between any two. */
interface FileSteps {
  /** How the name of a file ends that is not written yet, and is never read. */
  String UNFINISHED = ".part";

  /** Makes an empty file, mode 0600, that is not one of the folder's yet. */
  Path create(Path folder) throws IOException;

  /** Writes a file and flushes it to the disk. */
  void write(Path file, byte[] bytes) throws IOException;

  /** Gives a file its name, in place of another if there is one. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Flushes the names in a folder to the disk. */
  void flush(Path folder) throws IOException;

  /** Writes a file, mode 0600, so that a crash leaves all of it or none. */
  default void writeWhole(Path folder, String name, byte[] bytes) throws IOException {
    Path part = create(folder);
    write(part, bytes);
    rename(part, folder.resolve(name));
    flush(folder);
  }

  /** The steps on a real disk. */
  static FileSteps onDisk() {
    return new FileSteps() {
      @Override
      public Path create(Path folder) throws IOException {
        return Files.createTempFile(
            folder,
            "new-key",
            UNFINISHED,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }

      @Override
      public void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
          channel.force(true);
        }
      }

      @Override
      public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
      }

      @Override
      public void flush(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder)) {
          entries.force(true);
        }
      }
    };
  }
}
