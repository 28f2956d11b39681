package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.disk.StoredDocument;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.RevocationList;
import dev.signet.validator.revocation.RevocationReader;
import dev.signet.validator.revocation.supply.KeptRevocations;
import dev.signet.validator.sync.HandTimer;
import dev.signet.validator.sync.ScriptedSource;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.Synced;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of the two files that keep revocations, a bad one is ignored for a reason: the list with all, the
 * deltas alone. What is believed is signed, and follows from what is signed.
 */
@Timeout(10)
class KeptRevocationsFuzzTest {
  private static final HandTimer TIMER = new HandTimer();
  private static final SyncPolicy POLICY =
      new SyncPolicy(Duration.ofHours(24), true, Duration.ZERO);
  private static final RevocationReader READER =
      new RevocationReader(
          ExampleAuthority.ISSUER, Set.of("Ed25519"), ExampleAuthority.keys(), TIMER.clock());
  private static final String COMMON =
      "{\"iss\":\"https://auth.example.com\",\"iat\":1772366340,\"exp\":1772452800,\"ttl\":60,"
          + "\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",";
  private static final byte[] LIST = list((COMMON + "\"seq\":3,\"tokens\":\"\"}").getBytes(UTF_8));
  private static final String DELTA = delta(COMMON + "\"from\":3,\"to\":4}");
  private static final String OF_LIST = ExampleAuthority.ISSUER + " revocations by metadata";
  private static final String OF_DELTAS =
      ExampleAuthority.ISSUER + " revocation deltas by metadata";
  private static final int MOST_LINES = 4;
  private static final String LEFT_OUT = "deltas left out: ";

  @TempDir private static Path parent = Path.of("");
  private static Path listFile = parent;
  private static Path deltaFile = parent;

  private static KeptRevocations kept() {
    return new KeptRevocations(
        new StateDirectory(parent.resolve("state"), KeptRevocations.MAX_MEBIBYTES),
        new KeptRevocations.Origin(ExampleAuthority.ISSUER, "by metadata"),
        READER,
        TIMER.clock(),
        Duration.ofSeconds(10));
  }

  private static byte[] list(byte[] claims) {
    String header = "{\"typ\":\"revocation-list+jwt\",\"alg\":\"Ed25519\",\"kid\":\"ed\"}";
    return ExampleAuthority.sign(header.getBytes(UTF_8), claims).getBytes(UTF_8);
  }

  private static String delta(String claims) {
    String header = "{\"typ\":\"revocation-delta+jwt\",\"alg\":\"Ed25519\",\"kid\":\"ed\"}";
    return ExampleAuthority.sign(header.getBytes(UTF_8), claims.getBytes(ISO_8859_1));
  }

  @BeforeAll
  static void keepAGoodList() throws IOException {
    listFile = keep(OF_LIST, LIST);
    deltaFile = keep(OF_DELTAS, DELTA.getBytes(UTF_8));
    assertThat(restored(Files.readAllBytes(listFile), Files.readAllBytes(deltaFile)).sequence())
        .isEqualTo(4);
  }

  /** Returns the file that came of it. */
  private static Path keep(String origin, byte[] body) throws IOException {
    StateDirectory directory = new StateDirectory(parent.resolve("state"));
    directory.store(new StoredDocument(origin, TIMER.clock().instant(), Optional.empty(), body));
    try (Stream<Path> files = Files.list(parent.resolve("state"))) {
      return files.filter(file -> !file.equals(listFile)).findFirst().orElseThrow();
    }
  }

  /** Why not all was believed, and what was; null for no list. */
  private record Restored(Optional<String> ignored, @Nullable RevocationList list) {
    long sequence() {
      return list == null ? -1 : list.sequence();
    }
  }

  /** The bytes are tried as either file, behind the right checksum, and as what was signed. */
  @FuzzTest
  void believesOnlyWhatWasSigned(byte[] bytes) throws IOException {
    byte[] goodList = file(OF_LIST, LIST);
    byte[] goodDeltas = file(OF_DELTAS, DELTA.getBytes(UTF_8));

    for (byte[] file : new byte[][] {bytes, sealed(bytes)}) {
      assertThat(restored(file, goodDeltas).sequence()).isIn(-1L, 3L, 4L);
      assertThat(restored(goodList, file).sequence()).isIn(3L, 4L);
    }
    Restored byList = restored(file(OF_LIST, list(bytes)), new byte[0]);
    if (byList.list() != null) {
      assertThat(ReferenceJson.read(bytes, 1_000_000).get("seq")).isEqualTo(byList.sequence());
    }
    assertFollows(bytes, goodList);
  }

  /** Each line is what a delta says. */
  private static void assertFollows(byte[] bytes, byte[] goodList) throws IOException {
    List<String> lines =
        new String(bytes, ISO_8859_1).lines().limit(MOST_LINES).map(String::strip).toList();
    String deltas = String.join("\n", lines.stream().map(line -> delta(line)).toList());
    Restored restored = restored(goodList, file(OF_DELTAS, deltas.getBytes(UTF_8)));
    if (restored.ignored().isPresent()) {
      assertThat(restored.sequence()).isEqualTo(3);
      return;
    }
    long at = 3;
    for (String line : lines) {
      Map<String, @Nullable Object> claims =
          ReferenceJson.read(line.getBytes(ISO_8859_1), 1_000_000);
      assertThat(claims.get("from")).isEqualTo(at);
      at = (Long) requireNonNull(claims.get("to"));
    }
    assertThat(restored.sequence()).isEqualTo(at);
  }

  private static Restored restored(byte[] list, byte[] deltas) throws IOException {
    Files.write(listFile, list);
    Files.write(deltaFile, deltas);
    Synced<Offer> offers = new Synced<>(new ScriptedSource<>(), POLICY, TIMER);
    Optional<String> ignored =
        Cost.OF_TEXT.bounds(list.length + deltas.length, () -> kept().restoreInto(offers));
    // What the reader did not foresee is reported by the name of its class.
    ignored.ifPresent(reason -> assertThat(reason).doesNotContain("Exception"));
    Optional<RevocationList> held = offers.read().usable().flatMap(Offer::list);
    boolean whole = ignored.filter(reason -> !reason.startsWith(LEFT_OUT)).isEmpty();
    assertThat(offers.read().usable().isPresent()).isEqualTo(whole);
    return new Restored(ignored, held.orElse(null));
  }

  private static byte[] file(String origin, byte[] body) {
    ByteArrayOutputStream covered = new ByteArrayOutputStream();
    String head = TIMER.clock().millis() + " - " + origin + "\n";
    covered.writeBytes(head.getBytes(UTF_8));
    covered.writeBytes(body);
    return sealed(covered.toByteArray());
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
