package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.RevocationBench.assertRevoked;
import static dev.signet.validator.RevocationBench.revocations;
import static dev.signet.validator.revocation.TestDocument.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.http.StreamingHttp;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.sync.HandTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A validator that listens to a server over real sockets, which keeps to nothing. */
class RevocationStreamTest {
  private static final int MAX_EVENT_BYTES = 4096;
  private static final Duration TTL = Duration.ofSeconds(60);

  private final RevocationBench bench = new RevocationBench();
  private final ScriptedStream server = new ScriptedStream();
  private final HandTimer streamTimer = new HandTimer();
  private final RevocationStream stream =
      new RevocationStream(
          new StreamingHttp(
              new StreamingHttp.Limits(
                  Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofMillis(300))),
          streamTimer,
          MAX_EVENT_BYTES);
  private final String token = bench.token().signed();
  private final TokenValidator validator = bench.listening(bench.list(5), stream);

  @AfterEach
  void close() {
    server.close();
  }

  /** Connects, and returns when the server has ended the stream. */
  private void listen() {
    stream.follow(Optional.of(server.uri()));
  }

  /** Lets the time pass after which the stream is opened again. */
  private void listenAgain() {
    streamTimer.advance(streamTimer.nextDelay());
  }

  private TestDocument revoking(long from, long to) {
    return bench.delta(from, to).claim("added", "{\"tokens\":" + names(List.of("3q2-7w")) + "}");
  }

  @Test
  void refusesWhatAChangeNamesAtOnce() {
    accepted(validator, token);
    server.sends(revoking(5, 6));

    listen();

    assertRevoked(validator, token);
    assertThat(revocations(validator).sequence()).hasValue(6);
    assertThat(revocations(validator).stream()).contains(new ValidatorState.Stream(false, 1));
    assertThat(bench.mirror.requests()).hasSize(1);
    assertThat(bench.kinds()).endsWith(Kind.REVOCATIONS_INSTALLED);
  }

  @Test
  void takesChangesOneAfterTheOther() {
    server.sends(revoking(5, 6), bench.delta(6, 9), bench.delta(9, 9));

    listen();

    assertRevoked(validator, token);
    assertThat(revocations(validator).sequence()).hasValue(9);
  }

  @Test
  void takesAFullListByItsTypWhateverTheEventIsCalled() {
    server.sends(bench.list(8).tokens("3q2-7w"));

    listen();

    assertRevoked(validator, token);
    assertThat(revocations(validator).sequence()).hasValue(8);
  }

  @Test
  void asksForWhatComesAfterWhatIsHeld() {
    server.sends(revoking(5, 6)).sends();

    listen();
    listenAgain();

    assertThat(server.requests())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("GET /stream HTTP/1.1\n")
                    .contains("Accept: text/event-stream\n")
                    .contains("Last-Event-ID: 5\n")
                    .doesNotContain("Accept-Encoding"),
            second -> assertThat(second).contains("Last-Event-ID: 6\n"));
  }

  @Test
  @DisplayName("trap: a clean end of the push stream never reconnected")
  void opensAStreamAgainThatEndedInGoodOrder() {
    for (int end = 0; end < 10; end++) {
      server.sends(bench.delta(5, 5));
    }

    listen();
    for (int end = 1; end < 10; end++) {
      assertThat(streamTimer.nextDelay()).isBetween(Duration.ofMillis(160), Duration.ofMillis(240));
      listenAgain();
    }

    assertThat(server.requests()).hasSize(10);
  }

  @Test
  void opensLessAndLessOftenAStreamThatBringsNothing() {
    listen();
    for (long millis : new long[] {200, 400, 800, 1600, 3200, 5000, 5000}) {
      assertThat(streamTimer.nextDelay().toMillis()).isBetween(millis * 8 / 10, millis * 12 / 10);
      listenAgain();
    }
  }

  @Test
  void pollsHardlyWhileHeartbeatsCome() {
    for (int beat = 0; beat < 60; beat++) {
      bench.timer.advance(Duration.ofSeconds(5));
      server.sends(bench.delta(5, 5));
      if (beat == 0) {
        listen();
      } else {
        listenAgain();
      }
    }

    assertThat(bench.mirror.requests()).hasSize(1);
    assertThat(revocations(validator).age()).contains(Duration.ZERO);
  }

  @Test
  void pollsWithinThePeriodAndItsJitterWhenHeartbeatsEnd() {
    bench.timer.advance(Duration.ofSeconds(5));
    server.sends(bench.delta(5, 5));
    listen();
    bench.mirror.publishes(bench.list(6).tokens("3q2-7w"));

    bench.timer.advance(TTL.multipliedBy(12).dividedBy(10));

    assertRevoked(validator, token);
  }

  @Test
  void pollsAsIfThereWereNoneWhileAHeartbeatIsReplayed() {
    bench.timer.advance(Duration.ofSeconds(5));
    TestDocument once = bench.delta(5, 5);
    bench.mirror.publishes(bench.list(6).tokens("3q2-7w"));
    server.sends(once);
    listen();
    assertThat(revocations(validator).age()).contains(Duration.ZERO);

    for (int second = 0; second < 72; second += 3) {
      bench.timer.advance(Duration.ofSeconds(3));
      server.sends(once);
      listenAgain();
    }

    assertRevoked(validator, token);
    assertThat(revocations(validator).rejectedUpdates()).isZero();
  }

  @Test
  void takesNoReplayOfAnOlderHeartbeat() {
    TestDocument older = bench.delta(5, 5);
    bench.timer.advance(Duration.ofSeconds(5));
    server.sends(bench.delta(5, 5), older);
    listen();
    bench.timer.advance(Duration.ofSeconds(15));

    assertThat(revocations(validator).age()).contains(Duration.ofSeconds(15));
    assertThat(revocations(validator).rejectedUpdates()).isZero();
  }

  @Test
  void asksForTheListWhenAChangeIsMissing() {
    bench.mirror.publishes(bench.list(9).tokens("3q2-7w"));
    server.sends(bench.delta(7, 9));

    listen();

    assertRevoked(validator, token);
    assertThat(bench.mirror.requests()).hasSize(2);
  }

  @Test
  void asksForTheListWhenChangesComeInTheWrongOrder() {
    bench.mirror.publishes(bench.list(7).tokens("3q2-7w"));
    server.sends(bench.delta(6, 7), revoking(5, 6));

    listen();

    assertThat(revocations(validator).sequence()).hasValue(7);
    assertThat(revocations(validator).rejectedUpdates()).isZero();
    assertThat(bench.mirror.requests()).hasSize(2);
  }

  @Test
  void asksForTheListWhenAChangeIsOfAnotherHistory() {
    bench.mirror.publishes(bench.list(9).tokens("3q2-7w"));
    server.sends(bench.delta(5, 9).claim("salt", "\"AAAAAAAAAAAAAAAAAAAAAA\""));

    listen();

    assertRevoked(validator, token);
  }

  @Test
  void asksForNothingWhenAChangeIsKnownAlready() {
    server.sends(revoking(5, 6), bench.delta(6, 7), revoking(5, 6), bench.delta(6, 7));

    listen();

    assertThat(revocations(validator).sequence()).hasValue(7);
    assertThat(bench.mirror.requests()).hasSize(1);
    assertThat(revocations(validator).stream()).contains(new ValidatorState.Stream(false, 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void hangsUpOnWhatIsNotToBeBelieved(String what, UnaryOperator<TestDocument> change) {
    server.sends(change.apply(revoking(5, 6)), revoking(5, 6));

    listen();

    accepted(validator, token);
    assertThat(revocations(validator).sequence()).hasValue(5);
    assertThat(revocations(validator).rejectedUpdates()).isEqualTo(1);
    assertThat(revocations(validator).faults().lastRejection()).isPresent();
    assertThat(revocations(validator).stream()).contains(new ValidatorState.Stream(false, 1));
    assertThat(bench.kinds()).endsWith(Kind.REVOCATIONS_REJECTED);
    assertPollsGoOn();
  }

  static Stream<Arguments> forgeries() {
    TestKey stranger = TestKey.generate("ed-1", "Ed25519");
    Instant now = TestTokens.NOW;
    return Stream.of(
        forgery("another key under a known kid", d -> d.forgedBy(stranger)),
        forgery("an unknown key", d -> d.signedBy(TestKey.generate("ed-9", "Ed25519"))),
        forgery("unsigned", d -> d.header("alg", "\"none\"")),
        forgery("typ of a list", d -> d.header("typ", "\"revocation-list+jwt\"")),
        forgery("typ of a token", d -> d.header("typ", "\"at+jwt\"")),
        forgery("another issuer", d -> d.claim("iss", "\"https://auth.example.org\"")),
        forgery("expired", d -> d.claim("iat", now.minusSeconds(9)).claim("exp", now)),
        forgery("from the future", d -> d.claim("iat", now.plusSeconds(301))),
        forgery("leads back", d -> d.claim("to", "4")));
  }

  private static Arguments forgery(String what, UnaryOperator<TestDocument> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbage", "{}", "a.b.c", "\u0000\u0001"})
  void hangsUpOnGarbage(String garbage) {
    server.says(
        ScriptedStream.HEAD
            + ScriptedStream.event(garbage)
            + ScriptedStream.event(revoking(5, 6).text()));

    listen();

    assertThat(revocations(validator).rejectedUpdates()).isEqualTo(1);
    assertThat(revocations(validator).sequence()).hasValue(5);
    assertPollsGoOn();
  }

  @Test
  void opensLessAndLessOftenAStreamThatLiesThoughItSaysSomethingTrueFirst() {
    for (int i = 0; i < 8; i++) {
      server.sends(bench.delta(5, 5), bench.delta(5, 6).header("alg", "\"none\""));
    }
    listen();
    for (int i = 1; i < 6; i++) {
      listenAgain();
    }

    assertThat(streamTimer.nextDelay()).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void hangsUpOnAnOlderList() {
    server.sends(bench.list(4), revoking(5, 6));

    listen();

    assertThat(revocations(validator).sequence()).hasValue(5);
    assertThat(revocations(validator).rejectedUpdates()).isEqualTo(1);
  }

  @Test
  void hangsUpOnAnEventThatIsLargerThanAllowed() {
    server.says(ScriptedStream.HEAD + "data: " + "a".repeat(MAX_EVENT_BYTES));

    listen();

    assertThat(revocations(validator).stream()).contains(new ValidatorState.Stream(false, 0));
    assertPollsGoOn();
  }

  @Test
  void dropsAnEventThatWasCut() {
    String event = ScriptedStream.event(revoking(5, 6).text());
    server.says(ScriptedStream.HEAD + event.substring(0, event.length() - 1));

    listen();

    accepted(validator, token);
    assertPollsGoOn();
  }

  @Test
  void opensAStreamAgainThatFellSilent() {
    CountDownLatch over = new CountDownLatch(1);
    server.plays(
        out -> {
          ScriptedStream.write(out, ScriptedStream.HEAD + ": nothing more\n");
          over.await();
        });

    listen();
    over.countDown();

    assertThat(streamTimer.nextDelay()).isLessThan(Duration.ofSeconds(1));
    assertPollsGoOn();
  }

  @Test
  void fallsBackToPollingWhenNobodyIsThere() {
    server.close();

    listen();

    assertPollsGoOn();
    assertThat(streamTimer.nextDelay()).isLessThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "30, 30", "31, 30", "3600, 30"})
  void leavesABusyServerAloneUpToThirtySeconds(long asked, long seconds) {
    server.says("HTTP/1.1 503 Busy\r\nRetry-After: " + asked + "\r\nContent-Length: 0\r\n\r\n");

    listen();

    assertThat(streamTimer.nextDelay())
        .isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds * 12 / 10 + 1));
    assertPollsGoOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404 Not Found\r\nContent-Type: text/event-stream",
        "410 Gone\r\nContent-Type: text/event-stream",
        "204 No Content",
        "200 OK\r\nContent-Type: text/html",
        "200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip",
        "200 OK"
      })
  void restsUntilTheMetadataIsReadAnewWhereThereIsNoStream(String head) {
    server.says("HTTP/1.1 " + head + "\r\n\r\n").sends(revoking(5, 6));

    listen();
    streamTimer.advance(Duration.ofHours(1));
    assertThat(server.requests()).hasSize(1);
    accepted(validator, token);
    listen();

    assertRevoked(validator, token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"302 Found\r\nLocation: /stream", "500 No", "503 Busy", "401 No"})
  void triesAgainAfterAnyOtherAnswerAndFollowsNoRedirect(String head) {
    server.says("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n").sends(revoking(5, 6));

    listen();
    accepted(validator, token);
    assertThat(server.requests()).hasSize(1);
    listenAgain();

    assertRevoked(validator, token);
  }

  @Test
  void listensNoMoreWhereTheMetadataNamesNoStreamAnyMore() {
    server.sends(bench.delta(5, 5));
    listen();
    stream.follow(Optional.empty());

    streamTimer.advance(Duration.ofHours(1));

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void fetchesTheListWholeWhenDeltasHaveAddedUp() {
    long seq = 5;
    while (bench.mirror.requests().size() == 1 && seq < 200) {
      bench.mirror.publishes(bench.list(seq + 1));
      server.sends(bench.delta(seq, seq + 1));
      seq++;
      if (seq == 6) {
        listen();
      } else {
        listenAgain();
      }
    }

    assertThat(seq).isBetween(10L, 199L);
    assertThat(bench.mirror.requests().get(1)).doesNotContain("since=");
  }

  @Test
  void listensNoMoreWhenTheValidatorIsClosed() {
    validator.close();

    assertThat(streamTimer.closed()).isTrue();
    listen();
    assertThat(server.requests()).isEmpty();
  }

  /** As if there were no stream: what is published arrives within the period and its jitter. */
  private void assertPollsGoOn() {
    bench.mirror.publishes(bench.list(10).tokens("3q2-7w"));
    bench.timer.advance(TTL.multipliedBy(12).dividedBy(10));
    assertRevoked(validator, token);
  }
}
