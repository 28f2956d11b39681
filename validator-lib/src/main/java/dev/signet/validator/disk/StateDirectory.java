package dev.signet.validator.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory with one file per origin, so that validators may share it.
 *
 * <p>Files are written atomically for the owner's eyes alone. What is read is trusted only if
 * nobody but this process's user could have written it: no link, the right owner, no writing by
 * group or others, for the directory as for the file. Immutable and thread-safe.
 */
public final class StateDirectory {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final Duration UNFINISHED_FOR = Duration.ofHours(1);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;
  private final int maxMebibytes;
  private final @Nullable UserPrincipal user;

  /** Names a directory for files of 1 MiB at most; as {@link #StateDirectory(Path, int)}. */
  public StateDirectory(Path folder) {
    this(folder, 1);
  }

  /**
   * Names a directory, which is made with mode 0700 by the first {@link #store}.
   *
   * @param maxMebibytes the largest file that is read
   */
  public StateDirectory(Path folder, int maxMebibytes) {
    this(folder, maxMebibytes, CurrentUser.find(folder.getFileSystem()));
  }

  StateDirectory(Path folder, int maxMebibytes, @Nullable UserPrincipal user) {
    this.folder = folder;
    this.maxMebibytes = maxMebibytes;
    this.user = user;
  }

  /**
   * The document kept for this origin, empty if there is none.
   *
   * @throws IgnoredSnapshotException if there is a file that must not be trusted
   * @throws IOException if it cannot be read
   */
  public Optional<StoredDocument> load(String origin) throws IOException {
    Path file = file(origin);
    try {
      requireOurs(folder, "directory");
      requireOurs(file, "file");
      StoredDocument document = StoredDocument.decode(read(file));
      if (!document.origin().equals(origin)) {
        throw new IgnoredSnapshotException("of another authority");
      }
      return Optional.of(document);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps a document in the place of the one before; a crash leaves either of them, whole.
   *
   * @throws IOException if it cannot be written, or others may write to the directory
   */
  public void store(StoredDocument document) throws IOException {
    if (!Files.exists(folder, NOFOLLOW_LINKS)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
    requireOurs(folder, "directory");
    Path file = file(document.origin());
    Path unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".tmp", OWNER_ONLY);
    try {
      write(unfinished, document.encode());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
    sweep(file);
  }

  /** What a process left unfinished that was killed; the disk's own clock tells it is old. */
  private void sweep(Path file) {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, file.getFileName() + ".*.tmp")) {
      Instant old = Files.getLastModifiedTime(file).toInstant().minus(UNFINISHED_FOR);
      for (Path unfinished : left) {
        if (Files.getLastModifiedTime(unfinished, NOFOLLOW_LINKS).toInstant().isBefore(old)) {
          Files.deleteIfExists(unfinished);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Another process swept first, or a later one will: what was to be kept is kept.
      return;
    }
  }

  Path file(String origin) {
    return folder.resolve(StoredDocument.checksum(origin.getBytes(UTF_8)) + ".snapshot");
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private byte[] read(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file, NOFOLLOW_LINKS)) {
      byte[] content = bytes.readNBytes(maxMebibytes * MEBIBYTE + 1);
      if (content.length > maxMebibytes * MEBIBYTE) {
        throw new IgnoredSnapshotException("larger than " + maxMebibytes + " MiB");
      }
      return content;
    }
  }

  /** Between this and the reading nobody can put another file there: the directory is ours. */
  private void requireOurs(Path path, String kind) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, NOFOLLOW_LINKS);
    boolean right = kind.equals("directory") ? found.isDirectory() : found.isRegularFile();
    if (!right) {
      throw new IgnoredSnapshotException(
          found.isSymbolicLink() ? kind + " is a symbolic link" : "not a " + kind);
    }
    if (!found.owner().equals(user)) {
      throw new IgnoredSnapshotException(kind + " belongs to another user");
    }
    Set<PosixFilePermission> rights = found.permissions();
    if (rights.contains(PosixFilePermission.GROUP_WRITE)
        || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IgnoredSnapshotException(kind + " may be written by others");
    }
  }
}
