package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.disk.KeptKeys;
import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.ScriptedSource;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that is no whole snapshot of this authority is ignored for a reason, and never fails. */
@Timeout(10)
class SnapshotFuzzTest {
  private static final String ORIGIN = ExampleAuthority.ISSUER + " by metadata";
  private static final HandTimer TIMER = new HandTimer();
  private static final SyncPolicy POLICY =
      new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO);

  @TempDir private static Path parent = Path.of("");
  private static Path file = parent;

  private static KeptKeys kept() {
    return new KeptKeys(
        new StateDirectory(parent.resolve("state")),
        ORIGIN,
        // One key in a set is enough here; what keys are good is another target's business.
        new KeySetReader(Set.of("ES256")),
        TIMER.clock());
  }

  @BeforeAll
  static void keepAGoodSet() throws IOException {
    assertThat(kept().store(ExampleAuthority.keySet().getBytes(UTF_8), Optional.empty())).isEmpty();
    try (Stream<Path> files = Files.list(parent.resolve("state"))) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(restored(Files.readAllBytes(file))).isPresent();
  }

  /** The bytes are tried as a file, and as what stands in one behind the right checksum. */
  @FuzzTest
  void believesOnlyWholeSnapshots(byte[] bytes) throws IOException {
    byte[] sealed = sealed(bytes);
    restored(bytes).ifPresent(reading -> assertBelievable(bytes, reading));
    Optional<Reading<VerifyingKeys>> reading = restored(sealed);
    if (reading.isPresent()) {
      assertBelievable(sealed, reading.get());
      sealed[Math.floorMod(Arrays.hashCode(bytes), sealed.length)] ^= 1;
      assertThat(restored(sealed)).isEmpty();
    }
  }

  private static Optional<Reading<VerifyingKeys>> restored(byte[] content) throws IOException {
    Files.write(file, content);
    Synced<VerifyingKeys> keys = new Synced<>(new ScriptedSource<>(), POLICY, TIMER);
    Optional<String> ignored = Cost.OF_KEYS.bounds(content.length, () -> kept().restoreInto(keys));
    // What the reader did not foresee is reported by the name of its class.
    ignored.ifPresent(reason -> assertThat(reason).doesNotContain("Exception"));
    Reading<VerifyingKeys> reading = keys.read();
    assertThat(reading.usable().isPresent()).isEqualTo(ignored.isEmpty());
    return ignored.isEmpty() ? Optional.of(reading) : Optional.empty();
  }

  private static void assertBelievable(byte[] content, Reading<VerifyingKeys> reading) {
    String[] lines = new String(content, ISO_8859_1).split("\n", 3);
    String[] head = lines[1].split(" ", 3);
    Duration age = Duration.ofMillis(TIMER.clock().millis() - Long.parseLong(head[0]));
    byte[] covered = Arrays.copyOfRange(content, lines[0].length() + 1, content.length);

    assertThat(content).isEqualTo(sealed(covered));
    assertThat(head[1]).matches("-|[0-9]+");
    assertThat(head[2]).isEqualTo(ORIGIN);
    assertThat(age).isBetween(Duration.ofMinutes(-1), POLICY.bound());
    assertThat(reading.age()).isEqualTo(age.isNegative() ? Duration.ZERO : age);
  }

  private static byte[] sealed(byte[] covered) {
    String checksum = HexFormat.of().formatHex(sha256(covered));
    byte[] head = ("signet-snapshot 1 " + checksum + "\n").getBytes(ISO_8859_1);
    byte[] sealed = Arrays.copyOf(head, head.length + covered.length);
    System.arraycopy(covered, 0, sealed, head.length, covered.length);
    return sealed;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
