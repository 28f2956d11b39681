package dev.signet.validator;

import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A validator that outlives its own restart while the authority is down. */
class KeepStateTest {
  @TempDir private Path parent = Path.of("");

  private final FetchBench bench = new FetchBench();

  @Test
  void validatesAtOnceAfterARestartWithTheAuthorityDown() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    bench.timer.advance(Duration.ofHours(3));
    bench.timer.hold();

    TokenValidator restarted = start();

    bench.assertAccepts(restarted, ES256);
    ValidatorState state = restarted.state();
    assertThat(state.phase()).isEqualTo(Phase.STALE);
    assertThat(state.keyAge()).contains(Duration.ofHours(3));
    assertThat(state.survivesUntil()).contains(TestTokens.NOW.plus(Duration.ofHours(24)));
    assertThat(state.counters().fetches()).isZero();
    assertThat(state.faults()).isEqualTo(ValidatorState.Faults.NONE);
  }

  @Test
  void expiresByTheAgeOfTheFetchNotOfTheStart() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    bench.timer.advance(Duration.ofHours(23));
    TokenValidator restarted = start();

    bench.timer.advance(Duration.ofHours(1));
    bench.assertAccepts(restarted, ES256);
    bench.timer.advance(Duration.ofMillis(1));
    bench.assertUnavailable(restarted, Reason.KEYS_TOO_OLD);
  }

  @Test
  void keepsTheTimeOfTheLastConfirmationToo() {
    bench.authority.publishes(ES256);
    start();
    bench.timer.advance(Duration.ofHours(10));
    bench.authority.isDown();

    assertThat(start().state().keyAge().orElseThrow()).isLessThan(Duration.ofMinutes(6));
  }

  @Test
  @DisplayName("G10 a snapshot is confirmed by the whole set, never by a 304")
  void asksForTheWholeSetAfterARestart() {
    bench.authority.publishes(ES256);
    start();

    TokenValidator restarted = start();

    assertThat(bench.authority.lastRequest()).doesNotContainKey("If-None-Match");
    restarted.refreshNow();
    assertThat(bench.authority.lastRequest()).containsKey("If-None-Match");
  }

  @Test
  void givesWayToTheKeysOfTheNetwork() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.publishes(RS256);

    TokenValidator restarted = start();

    bench.assertAccepts(restarted, RS256);
    bench.assertUnknown(restarted, ES256);
  }

  @Test
  void isSharedByValidatorsOfOneAuthorityAndOfNoOther() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();

    assertThat(start().state().phase()).isEqualTo(Phase.FRESH);
    TokenValidator other =
        bench.start(
            settings ->
                settings
                    .keepStateIn(folder())
                    .jwksUri(URI.create("https://auth.example.com/other")));
    assertThat(other.state().phase()).isEqualTo(Phase.EMPTY);
    assertThat(other.state().faults().ignoredSnapshot()).isEmpty();
  }

  @Test
  @DisplayName("G10 a snapshot older than the trust age")
  void ignoresASnapshotOlderThanTheTrustAge() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    bench.timer.advance(Duration.ofHours(24).plusMillis(1));

    assertIgnored("older than PT24H");
  }

  @Test
  @DisplayName("G10 a snapshot from the future: rolled back, or the clock was")
  void ignoresASnapshotFromTheFuture() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    bench.timer.stepWall(Duration.ofMinutes(-2));

    assertIgnored("from the future");
  }

  @Test
  @DisplayName("G10 a snapshot with a bit flipped")
  void ignoresADamagedSnapshot() throws IOException {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    byte[] bytes = Files.readAllBytes(file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(file(), bytes);

    assertIgnored("checksum");
  }

  @Test
  @DisplayName("G10 a snapshot that others could have written")
  void ignoresASnapshotThatOthersMayWrite() throws IOException {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));

    assertIgnored("may be written by others");
  }

  @Test
  @DisplayName("G10 a snapshot whose keys are not good enough any more")
  void readsASnapshotAsStrictlyAsTheNetwork() {
    bench.authority.publishes(ES256);
    start();
    bench.authority.isDown();

    TokenValidator picky =
        bench.start(
            settings ->
                settings.keepStateIn(folder()).allowedAlgorithms(Set.of(Algorithm.ED25519)));

    assertThat(picky.state().phase()).isEqualTo(Phase.EMPTY);
    assertThat(picky.state().faults().ignoredSnapshot())
        .contains("its keys are refused: no usable key, 1 skipped");
  }

  @Test
  void recoversFromAnIgnoredSnapshotByTheNextFetch() throws IOException {
    bench.authority.publishes(ES256);
    start();
    Files.writeString(file(), "rubbish", ISO_8859_1);
    bench.assertAccepts(start(), ES256);
    bench.authority.isDown();

    bench.assertAccepts(start(), ES256);
  }

  @Test
  @DisplayName("G10 a directory that cannot be written")
  void validatesOnWhenNothingCanBeWritten() throws IOException {
    Files.createDirectory(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    bench.authority.publishes(ES256);

    TokenValidator validator = start();

    bench.assertAccepts(validator, ES256);
    assertThat(validator.state().faults().unwrittenSnapshot())
        .contains("directory may be written by others");
    assertThat(bench.kinds()).contains(Kind.SNAPSHOT_NOT_WRITTEN);
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx------"));
    validator.refreshNow();
    assertThat(validator.state().faults().unwrittenSnapshot()).isEmpty();
  }

  @Test
  @DisplayName("G10 a device that is full or no place for files")
  void validatesOnWhenTheDiskFails() {
    bench.authority.publishes(ES256);

    TokenValidator validator =
        bench.start(settings -> settings.keepStateIn(Path.of("/proc/self/no-such-folder")));

    bench.assertAccepts(validator, ES256);
    assertThat(validator.state().faults().unwrittenSnapshot()).isPresent();
    assertThat(bench.kinds()).contains(Kind.SNAPSHOT_NOT_WRITTEN);
  }

  @Test
  void isRefusedForSharedKeys() {
    TokenValidatorBuilder shared =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .keys(TestKey.set(ES256));

    assertThatIllegalStateException()
        .isThrownBy(() -> shared.keepStateIn(folder()).build())
        .withMessageContaining("keepStateIn is for fetched keys");
    TokenValidatorBuilder withTransport =
        TokenValidator.forAuthority(TestTokens.ISSUER, TestTokens.AUDIENCE)
            .keys(TestKey.set(ES256))
            .transport((uri, headers, timeout) -> TransportTest.response(200, ""));
    assertThatIllegalStateException()
        .isThrownBy(withTransport::build)
        .withMessageContaining("transport is for fetched keys");
  }

  private TokenValidator start() {
    return bench.start(settings -> settings.keepStateIn(folder()));
  }

  private void assertIgnored(String reason) {
    TokenValidator restarted = start();

    assertThat(restarted.state().phase()).isEqualTo(Phase.EMPTY);
    assertThat(restarted.state().faults().ignoredSnapshot()).get().asString().contains(reason);
    assertThat(restarted.state().counters().ignoredSnapshots()).isEqualTo(1);
    assertThat(bench.kinds()).contains(Kind.SNAPSHOT_IGNORED);
    bench.assertUnavailable(restarted, Reason.NO_KEYS_YET);
  }

  private Path folder() {
    return parent.resolve("state");
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.findFirst().orElseThrow();
    }
  }
}
