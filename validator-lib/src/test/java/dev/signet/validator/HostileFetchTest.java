package dev.signet.validator;

import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Hostile inputs, group D: what an authority, or who stands in for it, may send. */
class HostileFetchTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final FetchBench bench = new FetchBench();
  private final ScriptedAuthority authority = bench.authority;
  private final TokenValidator validator = started();

  private TokenValidator started() {
    authority.publishes(ES256);
    return bench.start();
  }

  @Nested
  class Storm {
    @Test
    @DisplayName("D04 10000 unknown kids in 10 s cause one fetch, and good tokens pass")
    void fetchesOnceForTenThousandUnknownKids() {
      int before = authority.requests();

      for (int i = 0; i < 10_000; i++) {
        Bench.assertRefused(validator.checkToken(bench.bogus(i)), Reason.UNKNOWN_KEY);
        bench.timer.advance(Duration.ofMillis(1).minusNanos(1));
      }

      assertThat(authority.requests()).isEqualTo(before + 1);
      assertThat(validator.state().counters().suppressedFetches()).isEqualTo(9_999);
      bench.assertAccepts(validator, ES256);
    }

    @Test
    @DisplayName("D05 the same with an authority that is down leaves good tokens alone")
    void passesGoodTokensWhileTheAuthorityIsDown() {
      authority.isDown();
      int before = authority.requests();

      for (int i = 0; i < 100; i++) {
        validator.checkToken(bench.bogus(i));
        bench.assertAccepts(validator, ES256);
      }

      assertThat(authority.requests()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("D06 a rotation during a storm is seen within one window")
    void seesARotationWithinOneWindow() {
      validator.checkToken(bench.bogus(0));
      authority.publishes(ES256, RS256);

      bench.assertUnknown(validator, RS256);
      bench.timer.advance(WINDOW);

      bench.assertAccepts(validator, RS256);
    }
  }

  @Nested
  class Documents {
    @Test
    @DisplayName("D16 a JWK Set of 1 MB")
    void keepsTheOldSetForALargeOne() {
      assertKept(200, Map.of(), (set(RS256) + " ".repeat(1024 * 1024)).getBytes(UTF_8));
    }

    @Test
    @DisplayName("D16 a JWK Set of 10000 keys")
    void keepsTheOldSetForTenThousandKeys() {
      String many =
          IntStream.range(0, 10_000)
              .mapToObj(i -> "{\"kty\":\"OKP\",\"kid\":\"" + i + "\"}")
              .collect(Collectors.joining(",", "{\"keys\":[", "]}"));

      assertThat(many.length()).isLessThan(FetchBench.CAP);
      assertRejected(many);
    }

    @Test
    @DisplayName("D16 101 keys are one too many, 100 are not")
    void takesAHundredKeys() {
      assertRejected(manyKeys(101));
      authority.answers(manyKeys(100));
      validator.refreshNow();

      assertThat(validator.state().counters().usableKeys()).isEqualTo(1);
      assertThat(validator.state().counters().skippedKeys()).isEqualTo(99);
    }

    @Test
    @DisplayName("D16 an endless redirect is asked once")
    void followsNoRedirect() {
      assertKept(302, Map.of("Location", ScriptedAuthority.KEYS.toString()), new byte[0]);
    }

    @Test
    @DisplayName("D16 304 to a request without condition")
    void takesNoConfirmationThatItDidNotAskFor() {
      authority.answers(TestKey.set(ES256));
      TokenValidator other = bench.start();
      authority.answers(304, Map.of(), new byte[0]);

      other.refreshNow();

      assertThat(other.state().lastError()).get().asString().contains("304");
    }

    @Test
    @DisplayName("D16 a gzip bomb is never inflated")
    void inflatesNothing() throws IOException {
      ByteArrayOutputStream bomb = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(bomb)) {
        gzip.write(set(RS256).getBytes(UTF_8));
        for (int i = 0; i < 100; i++) {
          gzip.write(new byte[1024 * 1024]);
        }
      }

      assertThat(bomb.size()).isLessThan(FetchBench.CAP);
      assertKept(200, Map.of("Content-Encoding", "gzip"), bomb.toByteArray());
      assertKept(200, Map.of(), bomb.toByteArray());
    }

    @Test
    @DisplayName("D10 an empty set, no set, a page, only foreign keys")
    void keepsTheOldSetForWhatIsNone() {
      assertRejected("{\"keys\":[]}");
      assertRejected("{}");
      assertRejected("<html><body>Sign in</body></html>");
      assertRejected("{\"keys\":[{\"kty\":\"XYZ\",\"kid\":\"a\"}]}");
    }

    private String manyKeys(int count) {
      String foreign =
          IntStream.range(1, count)
              .mapToObj(i -> ",{\"kty\":\"XYZ\",\"kid\":\"" + i + "\"}")
              .collect(Collectors.joining());
      return set(ES256).replace("]}", foreign + "]}");
    }
  }

  @Nested
  class Rollback {
    @Test
    @DisplayName("D17 an older set replayed is refused with an alarm, until the bound")
    void keepsTheNewerSet() {
      String older = set(ES256);
      bench.timer.advance(Duration.ofMinutes(4));
      authority.publishes(RS256);
      validator.refreshNow();
      authority.clockIsAhead(Duration.ofMinutes(-3));
      authority.answers(older);

      validator.refreshNow();

      bench.assertAccepts(validator, RS256);
      bench.assertUnknown(validator, ES256);
      assertThat(bench.kinds()).contains(Kind.UPDATE_REJECTED);
      assertThat(validator.state().faults().lastRejection())
          .contains("an answer older than the keys held");
    }

    @Test
    @DisplayName("D17 one minute is the difference that two nodes may have")
    void allowsForNodesWhoseClocksDiffer() {
      bench.timer.advance(Duration.ofMinutes(4));
      authority.answers(set(RS256));
      validator.refreshNow();
      authority.clockIsAhead(Duration.ofMinutes(-1));
      authority.answers(set(ES256));
      validator.refreshNow();

      bench.assertAccepts(validator, ES256);
      authority.clockIsAhead(Duration.ofSeconds(-121));
      authority.answers(set(RS256));
      validator.refreshNow();

      bench.assertUnknown(validator, RS256);
    }

    @Test
    @DisplayName("D17 an authority that puts its clock right is no rollback")
    void takesKeysOfAnAuthorityThatCorrectsItsClock() {
      authority.clockIsAhead(Duration.ofDays(1));
      authority.answers(set(ES256));
      validator.refreshNow();
      authority.clockIsAhead(Duration.ZERO);
      authority.answers(set(RS256));
      validator.refreshNow();

      bench.assertAccepts(validator, RS256);
    }

    @Test
    @DisplayName("D17 keys that have expired are no measure for new ones")
    void takesWhatComesWhenTheKeysHeldHaveExpired() {
      authority.isDown();
      bench.timer.advance(Duration.ofHours(24).plusNanos(1));
      authority.clockIsAhead(Duration.ofDays(-30));
      authority.answers(set(RS256));

      bench.assertAccepts(validator, RS256);
    }
  }

  @Test
  @DisplayName("D18 fetch failed and no keys at all: unavailable, never a default key")
  void isUnavailableWithoutKeys() {
    authority.isDown();
    TokenValidator empty = bench.start();

    bench.assertUnavailable(empty, Reason.NO_KEYS_YET);
    assertThat(empty.state().counters().usableKeys()).isZero();
    authority.answers("{\"keys\":[]}");
    bench.timer.advance(WINDOW);
    bench.assertUnavailable(empty, Reason.NO_KEYS_YET);
  }

  private void assertRejected(String document) {
    long before = validator.state().counters().rejectedUpdates();

    refresh(200, Map.of(), document.getBytes(UTF_8));

    assertThat(validator.state().counters().rejectedUpdates()).isEqualTo(before + 1);
    assertKept();
  }

  private void assertKept(int status, Map<String, String> headers, byte[] body) {
    refresh(status, headers, body);
    assertKept();
  }

  private void refresh(int status, Map<String, String> headers, byte[] body) {
    long start = System.nanoTime();
    int before = authority.requests();
    authority.answers(status, headers, body);

    validator.refreshNow();

    assertThat(authority.requests()).isEqualTo(before + 1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  private void assertKept() {
    assertThat(validator.state().lastError()).isPresent();
    bench.assertAccepts(validator, ES256);
    bench.assertUnknown(validator, RS256);
  }

  private static String set(TestKey... keys) {
    return TestKey.set(keys);
  }
}
