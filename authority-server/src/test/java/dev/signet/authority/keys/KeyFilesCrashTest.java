package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.retiring;
import static dev.signet.authority.keys.TestKeys.ring;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.signing.KeyPem;
import dev.signet.authority.keys.signing.KeySeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies at any step of a change leaves the ring before or the ring after. */
class KeyFilesCrashTest {
  private final MutableClock clock = new MutableClock(START);
  private final RingKey old = retiring(key(), START);
  private final KeyRing before = ring(old, active(key(), START));

  /** Two steps of a rotation at once: one key comes, one goes. */
  private final KeyRing after = before.without(old).with(next(key(), START));

  @TempDir private Path root;
  private Path folder = Path.of("");

  @BeforeEach
  void nameAFolder() {
    folder = root.resolve("keys");
  }

  private KeyFiles store(FileSteps steps) {
    return new KeyFiles(TestKeys.settings(folder, null, ED25519), clock, steps);
  }

  private KeyFiles healthy() {
    return store(FileSteps.onDisk());
  }

  @Test
  void leavesAUsableRingAtWhicheverStepItCrashes() throws IOException {
    int crashes = 0;
    for (boolean crashed = true; crashed; crashes++) {
      folder = root.resolve("keys" + crashes);
      healthy().replace(KeyRing.EMPTY, before);
      CrashingSteps disk = new CrashingSteps(crashes);

      crashed = crashes(disk, () -> store(disk).replace(before, after));

      KeyRing found = healthy().load();
      assertThat(found).as("crash at step %d", crashes).isIn(before, after);
      if (found.equals(before)) {
        assertThat(healthy().replace(before, after)).isTrue();
      }
      assertThat(healthy().load()).isEqualTo(after);
      assertThat(names()).as("crash at step %d", crashes).isEqualTo(expected(after));
    }
    // Two files written whole, four steps each, and one deleted.
    assertThat(crashes).isEqualTo(10);
  }

  @Test
  void saysThatTheDiskIsFullAndKeepsTheRing() {
    healthy().replace(KeyRing.EMPTY, before);
    CrashingSteps full =
        new CrashingSteps(Integer.MAX_VALUE) {
          @Override
          public void write(Path file, byte[] bytes) throws IOException {
            throw new FileSystemException(file.toString(), null, "No space left on device");
          }
        };

    assertThatThrownBy(() -> store(full).replace(before, after))
        .hasMessageStartingWith("keys.directory " + folder + " cannot be written: ")
        .hasMessageEndingWith("No space left on device");
    assertThat(healthy().load()).isEqualTo(before);
  }

  @Test
  void leavesTheFirstKeyOrNoneAtWhicheverStepItCrashes() throws IOException {
    int crashes = 0;
    for (boolean crashed = true; crashed; crashes++) {
      folder = root.resolve("keys" + crashes);
      CrashingSteps disk = new CrashingSteps(crashes);

      crashed = crashes(disk, () -> store(disk).replace(KeyRing.EMPTY, before));

      // A key without a manifest looks like one of an earlier version: it signs, as it may.
      KeyRing found = healthy().load();
      assertThat(found.keys()).allMatch(key -> before.find(key.kid()).isPresent());
      if (found.keys().isEmpty()) {
        assertThat(healthy().replace(KeyRing.EMPTY, before)).isTrue();
      } else {
        assertThat(found.active()).hasSize(1);
      }
    }
    assertThat(crashes).isGreaterThan(10);
  }

  @Test
  void leavesAUsableRingAtWhicheverStepTheFirstLoadCrashes() throws IOException {
    int crashes = 0;
    for (boolean crashed = true; crashed; crashes++) {
      folder = Files.createDirectory(root.resolve("keys" + crashes));
      for (RingKey key : before.keys()) {
        byte[] pem = KeyPem.write(key.key(), KeySeal.none()).getBytes(US_ASCII);
        FileSteps.onDisk().writeWhole(folder, "mine-" + key.kid() + ".pem", pem);
      }
      CrashingSteps disk = new CrashingSteps(crashes);

      crashed = crashes(disk, () -> store(disk).load());

      KeyRing found = healthy().load();
      assertThat(found.keys()).hasSize(2);
      assertThat(found.active()).hasSize(1);
      assertThat(names()).isEqualTo(expected(found));
    }
    assertThat(crashes).isGreaterThan(5);
  }

  @Test
  void keepsTheRingBeforeWhenTheDiskIsFull() throws IOException {
    healthy().replace(KeyRing.EMPTY, before);
    FileSteps full = new FullDisk();

    assertThatThrownBy(() -> store(full).replace(before, after))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("No space left on device");

    assertThat(healthy().load()).isEqualTo(before);
    assertThat(healthy().replace(before, after)).isTrue();
    assertThat(names()).isEqualTo(expected(after));
  }

  private static boolean crashes(CrashingSteps disk, Runnable change) {
    try {
      change.run();
    } catch (CrashingSteps.Crash e) {
      assertThat(disk.crashed()).isTrue();
    }
    return disk.crashed();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> expected(KeyRing ring) {
    TreeSet<String> names = new TreeSet<>(List.of(".lock", "ring.json"));
    ring.keys().forEach(key -> names.add(key.kid() + ".pem"));
    return List.copyOf(names);
  }

  /** Makes files but cannot fill them. */
  private static final class FullDisk implements FileSteps {
    private final FileSteps disk = FileSteps.onDisk();

    @Override
    public Path create(Path folder) throws IOException {
      return disk.create(folder);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      disk.delete(file);
    }

    @Override
    public void flush(Path folder) throws IOException {
      disk.flush(folder);
    }
  }
}
