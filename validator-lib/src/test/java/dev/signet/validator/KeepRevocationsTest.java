package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.RevocationBench.assertRevoked;
import static dev.signet.validator.RevocationBench.assertUnavailable;
import static dev.signet.validator.RevocationBench.revocations;
import static dev.signet.validator.revocation.TestDocument.names;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.disk.StateDirectory;
import dev.signet.validator.disk.StoredDocument;
import dev.signet.validator.revocation.ScriptedMirror;
import dev.signet.validator.revocation.TestDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Revocations that outlive a restart while the authority is down. */
class KeepRevocationsTest {
  private static final Instant NOW = TestTokens.NOW;
  private static final String LIST = " revocations by metadata";
  private static final String DELTAS = " revocation deltas by metadata";

  @TempDir private Path parent = Path.of("");

  private final RevocationBench bench = new RevocationBench();

  @Test
  @DisplayName("trap: the boot snapshot without revocations")
  void refusesWhatWasRevokedBeforeARestart() {
    publish(bench.list(5).tokens("3q2-7w"));
    start();
    authorityIsDown();
    bench.timer.advance(Duration.ofHours(3));
    bench.timer.hold();

    TokenValidator restarted = start();

    assertRevoked(restarted, token());
    accepted(restarted, bench.token().claim("jti", "\"other\"").signed());
    ValidatorState state = restarted.state();
    assertThat(state.ready()).isTrue();
    assertThat(state.survivesUntil()).contains(NOW.plusSeconds(86_400));
    assertThat(revocations(restarted).phase()).isEqualTo(Phase.STALE);
    assertThat(revocations(restarted).age()).contains(Duration.ofHours(3));
    assertThat(revocations(restarted).fetches()).isZero();
    assertThat(revocations(restarted).faults()).isEqualTo(ValidatorState.Faults.NONE);
  }

  @Test
  void keepsTheDeltasAfterTheList() {
    publish(bench.list(5));
    TokenValidator first = start();
    bench.mirror.changes(5, adding(5, 6, "3q2-7w"));
    first.refreshNow();
    bench.mirror.changes(6, adding(6, 7, "other"));
    first.refreshNow();
    authorityIsDown();

    TokenValidator restarted = start();

    assertThat(revocations(restarted).sequence()).hasValue(7);
    assertThat(revocations(restarted).entries()).isEqualTo(2);
    assertRevoked(restarted, token());
  }

  @Test
  void keepsOneHeartbeatWhichRenewsAListPastItsEnd() throws IOException {
    publish(bench.list(5).claim("exp", NOW.plusSeconds(600)).tokens("3q2-7w"));
    TokenValidator first = start();
    for (int minute = 0; minute < 15; minute++) {
      bench.timer.advance(Duration.ofMinutes(1));
      bench.mirror.changes(5, bench.delta(5, 5));
      first.refreshNow();
    }
    authorityIsDown();

    assertThat(Files.readString(file(DELTAS), ISO_8859_1).lines()).hasSize(3);
    TokenValidator restarted = start();
    assertThat(revocations(restarted).age().orElseThrow()).isLessThan(Duration.ofMinutes(2));
    assertRevoked(restarted, token());
  }

  @Test
  void remembersThatTheAuthorityOffersNone() {
    bench.mirror.metadata(null);
    start();
    authorityIsDown();

    TokenValidator restarted = start();

    accepted(restarted, token());
    assertThat(restarted.state().revocable()).isFalse();
    bench.timer.advance(Duration.ofHours(24).plusMillis(1));
    assertThat(start().state().ready()).isFalse();
  }

  @Test
  void writesAChangeAtOnceAndARenewalAtMostOnceAMinute() throws IOException {
    publish(bench.list(5).claim("ttl", "3600"));
    TokenValidator validator = start();
    byte[] atFirst = Files.readAllBytes(file(LIST));

    bench.timer.advance(Duration.ofMinutes(1).minusMillis(1));
    publish(bench.list(5).claim("ttl", "3600"));
    validator.refreshNow();
    assertThat(Files.readAllBytes(file(LIST))).isEqualTo(atFirst);
    bench.timer.advance(Duration.ofMillis(1));
    validator.refreshNow();
    byte[] renewed = Files.readAllBytes(file(LIST));
    assertThat(renewed).isNotEqualTo(atFirst);
    publish(bench.list(6).claim("ttl", "3600"));
    validator.refreshNow();

    assertThat(Files.readAllBytes(file(LIST))).isNotEqualTo(renewed);
  }

  @Test
  void asksForTheWholeListWhenTheDeltasHaveOutgrownIt() {
    publish(bench.list(5));
    TokenValidator validator = start();
    String[] many = IntStream.range(0, 800).mapToObj(i -> "a" + i).toArray(String[]::new);
    String[] more = IntStream.range(0, 800).mapToObj(i -> "b" + i).toArray(String[]::new);
    bench.mirror.changes(5, adding(5, 6, many));
    validator.refreshNow();
    bench.mirror.changes(6, adding(6, 7, more));
    validator.refreshNow();
    assertThat(lastRequest()).contains("since=6");

    validator.refreshNow();

    assertThat(lastRequest()).startsWith(ScriptedMirror.ADDRESS + " ");
  }

  @Test
  void asksForTheWholeListWhenAKeyOfItsDocumentsHasGone() {
    publish(bench.list(5).signedBy(TestKey.RS256));
    TokenValidator validator = start();
    bench.mirror.changes(5, bench.delta(5, 5));
    validator.refreshNow();
    validator.refreshNow();
    assertThat(lastRequest()).contains("since=5");

    bench.authority.publishes(TestKey.ES256, TestKey.ED25519);
    validator.refreshNow();
    validator.refreshNow();

    assertThat(lastRequest()).startsWith(ScriptedMirror.ADDRESS + " ");
  }

  @Test
  void usesAListWithoutTheDeltasOfAnother() throws IOException {
    publish(bench.list(5));
    TokenValidator validator = start();
    bench.mirror.changes(5, adding(5, 6, "a"));
    validator.refreshNow();
    byte[] ofTheOldList = Files.readAllBytes(file(DELTAS));
    publish(bench.list(9).tokens("3q2-7w"));
    validator.refreshNow();
    Files.write(file(DELTAS), ofTheOldList);
    authorityIsDown();

    TokenValidator restarted = start();

    assertRevoked(restarted, token());
    assertThat(revocations(restarted).sequence()).hasValue(9);
    assertThat(revocations(restarted).faults().ignoredSnapshot())
        .contains("deltas left out: a delta from another seq than the one held");
    assertThat(bench.events)
        .anyMatch(
            event ->
                event.kind() == Kind.SNAPSHOT_IGNORED
                    && event.detail().startsWith("revocations: deltas left out"));
  }

  @Test
  void usesAListWhoseDeltasAreNotThereOrDamaged() throws IOException {
    publish(bench.list(5).tokens("3q2-7w"));
    start();
    authorityIsDown();
    Path deltas = file(DELTAS);
    Files.write(deltas, new byte[9]);
    assertRevoked(start(), token());

    Files.delete(deltas);
    TokenValidator restarted = start();

    assertRevoked(restarted, token());
    assertThat(revocations(restarted).faults().ignoredSnapshot()).isEmpty();
  }

  @Test
  @DisplayName("G10 a snapshot truncated, or with a bit flipped")
  void ignoresADamagedList() throws IOException {
    publish(bench.list(5));
    start();
    authorityIsDown();
    byte[] good = Files.readAllBytes(file(LIST));
    Path file = file(LIST);
    Files.writeString(file, new String(good, ISO_8859_1).substring(0, good.length - 9), ISO_8859_1);
    assertIgnored("checksum is wrong");

    good[good.length / 2] ^= 1;
    Files.write(file, good);
    assertIgnored("checksum is wrong");
  }

  @Test
  @DisplayName("G10 a snapshot of another authority, or signed by a stranger")
  void ignoresAListOfOthers() throws IOException {
    publish(bench.list(5));
    start();
    authorityIsDown();
    keep(bench.list(9).claim("iss", "\"https://other.example.com\""));
    assertIgnored("revocations of another issuer");
    keep(bench.list(9).forgedBy(TestKey.generate("ed-1", "Ed25519")));
    assertIgnored("revocations are refused: bad_signature");

    Files.copy(file("by metadata"), file(LIST), StandardCopyOption.REPLACE_EXISTING);
    assertIgnored("of another authority");
  }

  @Test
  @DisplayName("G10 a snapshot older than the trust age, or past its end")
  void ignoresAListThatIsTooOld() {
    publish(bench.list(5).claim("exp", NOW.plusSeconds(86_400 + 60)));
    start();
    bench.mirror.isDown();
    bench.timer.advance(Duration.ofHours(24).plusSeconds(10).plusMillis(1));
    assertIgnored("older than PT24H");

    bench.timer.advance(Duration.ofMinutes(1));
    assertIgnored("revocations that have expired");
  }

  @Test
  @DisplayName("G10 a snapshot that others could have written, or a link")
  void ignoresAListThatOthersCouldHaveWritten() throws IOException {
    publish(bench.list(5));
    start();
    authorityIsDown();
    Path file = file(LIST);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertIgnored("may be written by others");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.move(file, parent.resolve("elsewhere"));
    Files.createSymbolicLink(file, parent.resolve("elsewhere"));
    assertIgnored("symbolic link");
  }

  @Test
  @DisplayName("G10 a snapshot over the size of any")
  void ignoresAHugeFile() throws IOException {
    publish(bench.list(5));
    start();
    authorityIsDown();
    Files.write(file(LIST), new byte[24 * 1024 * 1024 + 1]);

    assertIgnored("larger than 24 MiB");
  }

  @Test
  @DisplayName("G10 a directory that cannot be written")
  void refusesOnWhenNothingCanBeWrittenAndKeepsAllOnceItCan() throws IOException {
    Files.createDirectory(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    publish(bench.list(5).tokens("3q2-7w"));
    TokenValidator validator = start();
    assertRevoked(validator, token());
    assertThat(revocations(validator).faults().unwrittenSnapshot())
        .contains("directory may be written by others");
    assertThat(bench.kinds()).contains(Kind.SNAPSHOT_NOT_WRITTEN);

    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    bench.mirror.changes(5, bench.delta(5, 5));
    validator.refreshNow();
    assertThat(revocations(validator).faults().unwrittenSnapshot()).isEmpty();
    authorityIsDown();

    assertRevoked(start(), token());
  }

  @Test
  void isReadWhenTheKeysComeThatAreNotKept() throws IOException {
    publish(bench.list(5).tokens("3q2-7w"));
    start();
    Files.delete(file("by metadata"));
    authorityIsDown();
    TokenValidator restarted = start();
    assertThat(restarted.state().ready()).isFalse();

    bench.authority.publishes(TestKey.ES256, TestKey.ED25519);
    bench.mirror.isUp();
    bench.mirror.metadata(ScriptedMirror.ADDRESS + "/gone");
    bench.timer.advance(Duration.ofMinutes(2));

    assertRevoked(restarted, token());
    assertThat(revocations(restarted).faults().ignoredSnapshot()).isEmpty();
  }

  private void assertIgnored(String reason) {
    bench.events.clear();
    TokenValidator restarted = start();

    assertThat(revocations(restarted).phase()).isEqualTo(Phase.EMPTY);
    assertThat(revocations(restarted).faults().ignoredSnapshot()).get().asString().contains(reason);
    assertThat(bench.kinds()).contains(Kind.SNAPSHOT_IGNORED);
    assertThat(restarted.state().ready()).isFalse();
    if (restarted.state().phase() != Phase.EMPTY) {
      assertUnavailable(restarted, token());
    }
  }

  private TokenValidator start() {
    return bench.start(settings -> settings.keepStateIn(folder()));
  }

  private void publish(TestDocument list) {
    bench.mirror.publishes(list);
  }

  private void authorityIsDown() {
    bench.authority.isDown();
    bench.mirror.isDown();
  }

  private TestDocument adding(long from, long to, String... ids) {
    String added = "{\"tokens\":" + names(List.of(ids)) + "}";
    return bench.delta(from, to).claim("added", added);
  }

  private void keep(TestDocument list) throws IOException {
    Instant now = bench.timer.clock().instant();
    new StateDirectory(folder())
        .store(new StoredDocument(TestTokens.ISSUER + LIST, now, Optional.empty(), list.body()));
  }

  private String lastRequest() {
    return bench.mirror.requests().get(bench.mirror.requests().size() - 1);
  }

  private String token() {
    return bench.token().signed();
  }

  private Path folder() {
    return parent.resolve("state");
  }

  /** The file of what ends so, by the second line of each; that of keys has no word before it. */
  private Path file(String origin) throws IOException {
    String end = TestTokens.ISSUER + (origin.startsWith(" ") ? origin : " " + origin);
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> head(file).endsWith(" " + end)).findFirst().orElseThrow();
    }
  }

  private static String head(Path file) {
    try {
      return Files.readString(file, ISO_8859_1).split("\n", 3)[1];
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
