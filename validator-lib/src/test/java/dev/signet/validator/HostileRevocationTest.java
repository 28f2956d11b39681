package dev.signet.validator;

import static dev.signet.validator.RevocationBench.accepted;
import static dev.signet.validator.RevocationBench.assertRevoked;
import static dev.signet.validator.RevocationBench.assertUnavailable;
import static dev.signet.validator.RevocationBench.revocations;
import static dev.signet.validator.revocation.TestDocument.names;
import static dev.signet.validator.revocation.TestDocument.rule;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.revocation.PublishedRevocations;
import dev.signet.validator.revocation.ScriptedMirror;
import dev.signet.validator.revocation.TestDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group G: what a revocation list does, and what stands in for one. */
class HostileRevocationTest {
  private static final Instant NOW = TestTokens.NOW;
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final String LIST = "application/revocation-list+jwt";
  private static final String DELTA = "application/revocation-delta+jwt";

  private final RevocationBench bench = new RevocationBench();
  private final String token = bench.token().signed();

  @ParameterizedTest(name = "G01 {0}")
  @MethodSource("changes")
  void revokesAtOnceAndFromTheWarmCacheToo(String what, UnaryOperator<TestDocument> change) {
    TokenValidator validator = bench.holding(bench.list(5));
    accepted(validator, token);
    accepted(validator, token);
    bench.mirror.publishes(change.apply(bench.list(6)));

    validator.refreshNow();

    assertRevoked(validator, token);
    assertRevoked(validator, bench.token().claim("n", "1").signed());
    assertThat(validator.explain(token).toString())
        .contains("failed       revocation  revoked: must not be named by the list of seq 6");
  }

  static Stream<Arguments> changes() {
    UnaryOperator<TestDocument> id = list -> list.tokens("3q2-7w");
    UnaryOperator<TestDocument> all = list -> list.rules(rule(6, NOW));
    return Stream.of(
        Arguments.of("a token", id),
        Arguments.of("a holder", ruled("sub=alice")),
        Arguments.of("a client", ruled("client_id=shop")),
        Arguments.of("a key", ruled("kid=es-1")),
        Arguments.of("an audience", ruled("aud=https://api.example.com")),
        Arguments.of("all issued before", all));
  }

  private static UnaryOperator<TestDocument> ruled(String selector) {
    return list -> list.rules(rule(6, NOW, selector));
  }

  @Test
  @DisplayName("G01 by a delta")
  void revokesByADelta() {
    TokenValidator validator = bench.holding(bench.list(5));
    accepted(validator, token);
    String added = "{\"tokens\":" + names(List.of("3q2-7w")) + "}";
    bench.mirror.changes(5, bench.delta(5, 6).claim("added", added));

    validator.refreshNow();

    assertRevoked(validator, token);
    assertThat(revocations(validator).sequence()).hasValue(6);
  }

  @ParameterizedTest(name = "G02 {0}")
  @MethodSource("forgeries")
  void keepsTheListHeldForAForgery(String what, UnaryOperator<TestDocument> change) {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));
    bench.mirror.publishes(change.apply(bench.list(6)));

    assertRejected(validator);
  }

  static Stream<Arguments> forgeries() {
    TestKey stranger = TestKey.generate("ed-1", "Ed25519");
    TestKey unknown = TestKey.generate("ed-9", "Ed25519");
    return Stream.of(
        forgery("another key under a known kid", list -> list.forgedBy(stranger)),
        forgery("an unknown key", list -> list.signedBy(unknown)),
        forgery("unsigned", list -> list.header("alg", "\"none\"")),
        forgery("typ of a token", list -> list.header("typ", "\"at+jwt\"")),
        forgery("typ of a delta", list -> list.header("typ", "\"revocation-delta+jwt\"")),
        forgery("another issuer", list -> list.claim("iss", "\"https://auth.example.org\"")),
        forgery("a key of its own", list -> list.header("jwk", "{}")),
        forgery("without a ttl", list -> list.without("ttl")),
        forgery("without an end", list -> list.without("exp")),
        forgery("from the future", list -> list.claim("iat", NOW.plusSeconds(301))));
  }

  private static Arguments forgery(String what, UnaryOperator<TestDocument> change) {
    return Arguments.of(what, change);
  }

  @Test
  @DisplayName("G02 truncated, with a tail, re-typed, rubbish")
  void keepsTheListHeldForWhatIsNone() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));
    byte[] good = bench.list(6).body();
    byte[] cut = new String(good, ISO_8859_1).substring(0, good.length - 9).getBytes(ISO_8859_1);
    byte[] tail = (new String(good, ISO_8859_1) + "\n").getBytes(ISO_8859_1);
    for (byte[] body : List.of(cut, tail, new byte[0], token.getBytes(ISO_8859_1))) {
      bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, body);
      assertRejected(validator);
    }
    bench.mirror.answers(ScriptedMirror.ADDRESS, DELTA, good);
    assertRejected(validator);
    bench.mirror.answers(ScriptedMirror.ADDRESS, "application/jwt", good);
    assertRejected(validator);
  }

  @Test
  @DisplayName("G02 a forged or foreign delta")
  void keepsTheListHeldForAForgedDelta() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));
    String removed = "{\"tokens\":" + names(List.of("3q2-7w")) + "}";
    List<UnaryOperator<TestDocument>> forgeries =
        List.of(
            delta -> delta.forgedBy(TestKey.generate("ed-1", "Ed25519")),
            delta -> delta.claim("iss", "\"https://auth.example.org\""),
            delta -> delta.header("typ", "\"at+jwt\""),
            delta -> delta.claim("from", "4"),
            delta -> delta.claim("salt", "\"AAAAAAAAAAAAAAAAAAAAAA\""));
    for (UnaryOperator<TestDocument> forgery : forgeries) {
      bench.mirror.changes(5, forgery.apply(bench.delta(5, 6).claim("removed", removed)));

      validator.refreshNow();

      // A delta that does not fit is no alarm: the full list tells, and it is the one held.
      assertRevoked(validator, token);
      assertThat(revocations(validator).sequence()).hasValue(5);
    }
  }

  @Test
  @DisplayName("G03 older by seq, or by iat under the same seq")
  void keepsTheListHeldForAnOlderOne() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));
    bench.mirror.publishes(bench.list(4).claim("iat", NOW.plusSeconds(5)));
    assertRejected(validator);

    bench.mirror.publishes(bench.list(5).tokens("3q2-7w").claim("iat", NOW.minusSeconds(1)));
    assertRejected(validator);
  }

  @Test
  @DisplayName("G03 a replayed list renews no belief")
  void isNotRenewedByAReplay() {
    TokenValidator validator = bench.holding(bench.list(5).claim("exp", NOW.plusSeconds(999_999)));

    bench.timer.advance(Duration.ofHours(24).plusSeconds(10));
    assertThat(accepted(validator, bench.token().signed()).staleFor()).contains(Duration.ofDays(1));
    bench.timer.advance(MILLI);

    assertUnavailable(validator, bench.token().signed());
    assertThat(validator.state().phase()).isEqualTo(Phase.FRESH);
    assertThat(validator.state().ready()).isFalse();
    assertThat(bench.mirror.requests()).hasSizeGreaterThan(1000);
  }

  @Nested
  @DisplayName("G04")
  class PastItsEnd {
    @Test
    @DisplayName("G04 accept and flag until the list's own exp, then unavailable")
    void acceptsAndFlagsUntilTheEnd() {
      TokenValidator validator = bench.holding(bench.list(5).claim("exp", NOW.plusSeconds(3600)));
      String repeated = longLived();
      accepted(validator, repeated);
      bench.mirror.isDown();

      bench.timer.advance(Duration.ofHours(1).minus(MILLI));
      assertThat(accepted(validator, repeated).staleFor()).isPresent();
      assertThat(accepted(validator, bench.token().signed()).staleFor()).isPresent();
      bench.timer.advance(MILLI);

      assertUnavailable(validator, repeated);
      assertUnavailable(validator, bench.token().signed());
      assertThat(validator.state().survivesUntil()).isEmpty();
      assertThat(bench.kinds()).contains(Kind.REVOCATIONS_FAILED);
    }

    @Test
    @DisplayName("G04 refuse past the stated age")
    void refusesPastTheAgeOfThePolicy() {
      bench.mirror.publishes(bench.list(5));
      TokenValidator validator =
          bench.start(
              settings ->
                  settings.staleRevocations(StalePolicy.refuseAfter(Duration.ofMinutes(2))));
      bench.mirror.isDown();

      bench.timer.advance(Duration.ofMinutes(2));
      assertThat(accepted(validator, bench.token().signed()).staleFor()).isEmpty();
      bench.timer.advance(MILLI);
      assertUnavailable(validator, bench.token().signed());
    }

    @Test
    @DisplayName("G04 recovers with the first good list")
    void recovers() {
      TokenValidator validator = bench.holding(bench.list(5).claim("exp", NOW.plusSeconds(60)));
      bench.mirror.isDown();
      bench.timer.advance(Duration.ofHours(1));
      assertUnavailable(validator, bench.token().signed());
      bench.mirror.isUp();
      bench.mirror.publishes(bench.list(6));
      bench.timer.advance(Duration.ofSeconds(10));

      accepted(validator, bench.token().signed());
    }
  }

  @Test
  @DisplayName("G05 an empty list under the seq of a full one")
  void keepsTheListHeldForAnEmptyOne() {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));
    bench.mirror.publishes(bench.list(5));

    assertRejected(validator);
  }

  @Test
  @DisplayName("G06 a million entries are held, 16 MiB and a byte are not")
  void holdsAMillionEntriesAndNoLargerDocument() {
    List<String> ids = IntStream.range(0, 1_000_000).mapToObj(i -> "id" + i).toList();
    TokenValidator validator = bench.holding(bench.list(5).claim("tokens", names(ids)));
    assertThat(revocations(validator).entries()).isEqualTo(1_000_000);
    assertRevoked(validator, bench.token().claim("jti", "\"id777777\"").signed());
    accepted(validator, token);

    byte[] large = new byte[PublishedRevocations.MAX_BYTES + 1];
    bench.mirror.answers(ScriptedMirror.ADDRESS, LIST, large);
    validator.refreshNow();

    assertThat(revocations(validator).faults().lastError())
        .get()
        .asString()
        .endsWith("larger than allowed");
    assertThat(revocations(validator).sequence()).hasValue(5);
  }

  @ParameterizedTest(name = "G07 re-spelled: {0}")
  @ValueSource(strings = {" %s", "%s ", "%s=", "%s\n", "%s!"})
  void refusesEveryOtherSpelling(String spelling) {
    TokenValidator validator = bench.holding(bench.list(5).tokens("3q2-7w"));

    Bench.assertRefused(validator.checkToken(spelling.replace("%s", token)), Reason.MALFORMED);
  }

  @Test
  @DisplayName("G07 (r, n-s) does not defeat revocation")
  void revokesTheMirroredSpellingToo() {
    TokenValidator validator = bench.holding(bench.list(5));
    accepted(validator, RevocationBench.mirrored(token));
    bench.mirror.publishes(bench.list(6).tokens("3q2-7w"));
    validator.refreshNow();

    assertRevoked(validator, RevocationBench.mirrored(token));
    assertRevoked(validator, token);
  }

  @Test
  @DisplayName("G08 revoked and restored")
  void acceptsAgainWhatWasRestored() {
    TokenValidator validator = bench.holding(bench.list(5));
    accepted(validator, token);
    bench.mirror.publishes(bench.list(6).tokens("3q2-7w"));
    validator.refreshNow();
    assertRevoked(validator, token);
    String removed = "{\"tokens\":" + names(List.of("3q2-7w")) + "}";
    bench.mirror.changes(6, bench.delta(6, 7).claim("removed", removed));

    validator.refreshNow();

    accepted(validator, token);
    assertThat(revocations(validator).entries()).isZero();
  }

  private String longLived() {
    return bench.token().claim("exp", NOW.plusSeconds(80_000)).signed();
  }

  /** What is published now must not replace list 5, which names the token. */
  private void assertRejected(TokenValidator validator) {
    long before = revocations(validator).rejectedUpdates();

    validator.refreshNow();

    assertThat(revocations(validator).rejectedUpdates()).isEqualTo(before + 1);
    assertThat(revocations(validator).faults().lastRejection()).isPresent();
    assertThat(revocations(validator).sequence()).hasValue(5);
    assertThat(bench.kinds()).contains(Kind.REVOCATIONS_REJECTED);
    assertRevoked(validator, token);
  }
}
