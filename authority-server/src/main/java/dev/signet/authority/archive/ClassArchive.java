package dev.signet.authority.archive;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The archive of classes beside a jar, which a JVM maps into memory in place of reading the jar.
 *
 * @param jar whose classes; the JVM compares its size and time of change
 */
public record ClassArchive(Path jar) {
  /** The first JDK that keeps linked classes and profiles too, in one step (JEP 514, JEP 515). */
  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

  /**
   * The one of the jar that this program runs from.
   *
   * @throws IllegalArgumentException if it runs from something else
   */
  public static ClassArchive ofThisJar() {
    try {
      Path jar =
          Path.of(ClassArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (!Files.isRegularFile(jar)) {
        throw new IllegalArgumentException("only a jar can have an archive, and this is " + jar);
      }
      return new ClassArchive(jar.toAbsolutePath());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the place of the jar is no file", e);
    }
  }

  /**
   * Makes it by a run of the authority, which takes some seconds; one that is there is replaced.
   *
   * @param clock the time of that authority
   * @param pause lets time pass
   * @return the archive
   * @throws IllegalStateException if the run fails, or its JVM wrote no archive
   */
  public Path make(Clock clock, Consumer<Duration> pause) throws IOException, InterruptedException {
    try (TrainingRun training = TrainingRun.start(this, clock)) {
      training.finish(pause);
    }
    return install();
  }

  /** Makes a JVM write the archive when it ends. */
  String option() {
    String name =
        Runtime.version().feature() >= FIRST_JDK_WITH_AOT_CACHE
            ? "AOTCacheOutput"
            : "ArchiveClassesAtExit";
    return "-XX:" + name + "=" + fresh();
  }

  /**
   * Puts what a JVM wrote in the place of the archive of before, whole or not at all.
   *
   * <p>Its length goes beside it, last: an archive that a copy cut short has another.
   */
  private Path install() throws IOException {
    Path fresh = fresh();
    if (!Files.exists(fresh)) {
      throw new IllegalStateException(
          "the JVM wrote no archive: may this user write to " + jar.getParent() + "?");
    }
    Path length = sibling(".jsa.bytes");
    Files.deleteIfExists(length);
    Path archive = sibling(".jsa");
    Files.move(fresh, archive, ATOMIC_MOVE, REPLACE_EXISTING);
    Files.writeString(length, Files.size(archive) + "\n");
    return archive;
  }

  private Path fresh() {
    return sibling(".jsa.new");
  }

  private Path sibling(String ending) {
    String name = jar.getFileName().toString();
    return jar.resolveSibling(name.replaceFirst("\\.jar$", "") + ending);
  }
}
