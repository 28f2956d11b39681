package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers outside the database which change was published last: when an older backup of the
 * database is put back, this stays and bears witness to it.
 *
 * <p>A number outlives the process once it is noted, and a power cut once it is forced. Thread-safe
 * but for {@link #note}, which one thread may call at a time. What cannot be written is logged once
 * and holds nothing up: revoking is worth more than the witness.
 */
public final class PublicationWitness {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationWitness.class);
  private static final Set<OpenOption> WRITING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);

  private final @Nullable Path file;
  private volatile long noted;
  private volatile long forced;
  private volatile boolean failing;

  private PublicationWitness(@Nullable Path file) {
    this.file = file;
  }

  /** A file beside a database. */
  public static PublicationWitness beside(Path database) {
    return new PublicationWitness(Path.of(database + ".published"));
  }

  /** None: of such a database it cannot be told that it is older than what was published. */
  public static PublicationWitness none() {
    return new PublicationWitness(null);
  }

  /** The number of the last change that was published; 0 if none was, or if it cannot be read. */
  long lastPublished() {
    if (file == null) {
      return 0;
    }
    try {
      String text = Files.readString(file, US_ASCII);
      if (text.matches("[0-9]{19}\n")) {
        return Long.parseLong(text.strip());
      }
      LOG.error("{} is damaged and bears no witness; see docs/revocation.md", file);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is not there yet", file);
    } catch (IOException e) {
      LOG.error("{} cannot be read and bears no witness; see docs/revocation.md", file, e);
    }
    return 0;
  }

  /** Notes a number before it is published. */
  void note(long change) {
    if (file == null || change == noted) {
      return;
    }
    // The same bytes in the same place: one write, which is there as a whole or not at all.
    String text = String.format(Locale.ROOT, "%019d", change) + '\n';
    try (FileChannel channel = FileChannel.open(file, WRITING, attributes(file))) {
      channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
      noted = change;
      failing = false;
    } catch (IOException e) {
      tell(file, e);
    }
  }

  /** Makes what was noted outlive a power cut; does nothing if it does already. */
  void force() {
    long change = noted;
    if (file == null || change == forced) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
      if (forced == 0) {
        forceFolder(file);
      }
      forced = change;
    } catch (IOException e) {
      tell(file, e);
    }
  }

  /** The name of a new file is durable with its folder. */
  private static void forceFolder(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void tell(Path path, IOException e) {
    if (!failing) {
      LOG.error("{} cannot be written and bears no witness; see docs/revocation.md", path, e);
    }
    failing = true;
  }

  private static FileAttribute<?>[] attributes(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
