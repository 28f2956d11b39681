package dev.signet.validator.allowance;

import static dev.signet.validator.revocation.TestDocument.ISSUER;
import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.allowance;
import static dev.signet.validator.revocation.TestDocument.allowances;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.TestKey;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.sync.HandTimer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of an authority's allowances as they come, change, fail to come and end. */
class AllowanceFeedTest {
  private static final Duration MILLI = Duration.ofMillis(1);

  /** Lists of the tests ask to be polled each minute, which is by 20 % more or less. */
  private static final Duration SHORTEST_POLL = Duration.ofSeconds(48);

  private static final Duration LONGEST_POLL = Duration.ofSeconds(72);

  private final HandTimer timer = new HandTimer();
  private final ScriptedPublisher authority = new ScriptedPublisher();

  private AllowanceFeed start() {
    BoundedHttp http = new BoundedHttp(authority, AllowanceSource.MAX_BYTES);
    return AllowanceFeed.start(
        ISSUER,
        new AllowanceFeed.Wires(http, http),
        new AllowanceFeed.Timers(timer, timer),
        timer.clock());
  }

  private static TestDocument alice(long limit) {
    return allowances(allowance("sub", "alice", limit));
  }

  private static Optional<Long> limitOfAlice(AllowanceFeed feed) {
    return feed.find("sub", "alice").map(PublishedAllowance::limit);
  }

  @Test
  void knowsNothingBeforeTheFirstAnswer() {
    authority.isDown(true);

    AllowanceFeed feed = start();

    assertThat(limitOfAlice(feed)).isEmpty();
    assertThat(feed.completeAsOf()).isEmpty();
    assertThat(feed.await(Duration.ZERO)).isFalse();
    FeedState state = feed.state();
    assertThat(state.phase()).isEqualTo(Phase.EMPTY);
    assertThat(state.age()).isEmpty();
    assertThat(state.entries()).isZero();
    assertThat(state.lastError()).contains("authority is down");
  }

  @Test
  void saysHowItStands() {
    AllowanceFeed feed = startWith(alice(5));
    timer.advance(Duration.ofSeconds(10));

    assertThat(feed.await(Duration.ZERO)).isTrue();
    assertThat(feed.completeAsOf()).contains(NOW.minusSeconds(1));
    assertThat(feed.state())
        .isEqualTo(
            new FeedState(
                Phase.FRESH,
                Optional.of(Duration.ofSeconds(11)),
                Optional.of(NOW.plusSeconds(86_400)),
                1,
                Optional.empty()));
  }

  @Test
  void looksNoYoungerThanNewWhereTheClocksDiffer() {
    AllowanceFeed feed = startWith(alice(5).claim("iat", NOW.plusSeconds(9)));

    assertThat(feed.state().age()).contains(Duration.ZERO);
  }

  private AllowanceFeed startWith(TestDocument list) {
    authority.publishes(list);
    return start();
  }

  @Nested
  class Changes {
    @Test
    void arriveByTheNextPoll() {
      AllowanceFeed feed = startWith(alice(5));
      assertThat(limitOfAlice(feed)).contains(5L);

      authority.publishes(alice(9).claim("iat", NOW));
      timer.advance(SHORTEST_POLL.minus(MILLI));
      assertThat(limitOfAlice(feed)).contains(5L);

      timer.advance(LONGEST_POLL.minus(SHORTEST_POLL));
      assertThat(limitOfAlice(feed)).contains(9L);
    }

    @Test
    void arriveAtOnceForWhoAsks() {
      AllowanceFeed feed = startWith(alice(5));
      authority.publishes(allowances());

      feed.refreshNow();

      assertThat(limitOfAlice(feed)).isEmpty();
      assertThat(feed.state().entries()).isZero();
    }

    @Test
    void areTakenFromAListOfTheSameSecond() {
      AllowanceFeed feed = startWith(alice(5));
      authority.publishes(alice(9));

      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(9L);
    }

    @Test
    void areNotSentAgainWhenThereAreNone() {
      AllowanceFeed feed = startWith(alice(5).claim("exp", NOW.plusSeconds(600)));

      timer.advance(LONGEST_POLL);

      assertThat(authority.confirmed()).isEqualTo(1);
      assertThat(limitOfAlice(feed)).contains(5L);
      // Nobody signed a 304.
      assertThat(feed.state().expiresAt()).contains(NOW.plusSeconds(600));
      assertThat(feed.state().age()).contains(LONGEST_POLL.plusSeconds(1));
    }

    @Test
    void stopWhenItIsClosed() {
      AllowanceFeed feed = startWith(alice(5));

      feed.close();
      timer.advance(Duration.ofMinutes(5));

      assertThat(timer.closed()).isTrue();
      assertThat(authority.requests(ScriptedPublisher.LIST)).isEqualTo(1);
      assertThat(limitOfAlice(feed)).contains(5L);
    }
  }

  @Nested
  class BadLists {
    static Stream<Arguments> lists() {
      return Stream.of(
          Arguments.of(alice(9).claim("iss", "\"https://evil.example\""), "another issuer"),
          Arguments.of(alice(9).header("typ", "\"revocation-list+jwt\""), "wrong_type"),
          Arguments.of(alice(9).header("typ", "\"at+jwt\""), "wrong_type"),
          Arguments.of(alice(9).forgedBy(TestKey.generate("ed-1", "Ed25519")), "bad_signature"),
          Arguments.of(alice(9).signedBy(TestKey.ES256), "unknown_key"),
          Arguments.of(alice(9).claim("iat", NOW.minusSeconds(2)), "signed before"),
          Arguments.of(alice(9).claim("exp", NOW), "expired"),
          Arguments.of(alice(-9), "limit"),
          Arguments.of(alice(9).claim("allowances", "{}"), "no array"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void leaveTheLastGoodOne(TestDocument bad, String why) {
      AllowanceFeed feed = startWith(alice(5));

      authority.publishes(bad);
      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(5L);
      assertThat(feed.state().lastError().orElseThrow()).contains(why);

      authority.publishes(alice(6));
      timer.advance(LONGEST_POLL);
      assertThat(limitOfAlice(feed)).contains(6L);
      assertThat(feed.state().lastError()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lists")
    void areNoneToBeginWith(TestDocument bad, String why) {
      boolean olderOnly = why.equals("signed before");

      AllowanceFeed feed = startWith(bad);

      assertThat(limitOfAlice(feed).isPresent()).isEqualTo(olderOnly);
      assertThat(feed.state().phase()).isEqualTo(olderOnly ? Phase.FRESH : Phase.EMPTY);
    }

    @Test
    void ofAnotherMediaTypeAreNotRead() {
      AllowanceFeed feed = startWith(alice(5));

      authority.answers("application/json", alice(9).text());
      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(5L);
      assertThat(feed.state().lastError()).contains("allowances of another media type");
    }

    @Test
    void ofMoreThanTwoMebibytesAreNotRead() {
      AllowanceFeed feed = startWith(alice(5));

      authority.publishes(alice(9).claim("pad", '"' + "a".repeat(2 << 20) + '"'));
      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(5L);
      assertThat(feed.state().lastError().orElseThrow()).contains("larger than allowed");
    }
  }

  @Nested
  class Keys {
    @Test
    void areFetchedAnewForAListOfAnUnknownOne() {
      AllowanceFeed feed = startWith(alice(5));
      assertThat(authority.requests(ScriptedPublisher.KEYS)).isEqualTo(1);

      authority.hasKeys(TestKey.ED25519, TestKey.ES256);
      authority.publishes(alice(9).signedBy(TestKey.ES256));
      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(9L);
      assertThat(authority.requests(ScriptedPublisher.KEYS)).isEqualTo(2);
    }

    @Test
    void areFetchedForTheFirstList() {
      authority.isDown(true);
      AllowanceFeed feed = start();

      authority.publishes(alice(5)).isDown(false);
      timer.advance(Duration.ofSeconds(2));

      assertThat(limitOfAlice(feed)).contains(5L);
    }
  }

  @Nested
  class Silence {
    @Test
    void isBridgedUntilTheListEnds() {
      AllowanceFeed feed = startWith(alice(5).claim("exp", NOW.plusSeconds(600)));
      authority.isDown(true);

      timer.advance(Duration.ofMinutes(10).minus(MILLI));
      assertThat(limitOfAlice(feed)).contains(5L);
      assertThat(feed.state().phase()).isEqualTo(Phase.STALE);
      assertThat(feed.state().lastError()).contains("authority is down");

      timer.advance(MILLI);
      assertThat(limitOfAlice(feed)).isEmpty();
      assertThat(feed.state().phase()).isEqualTo(Phase.EXPIRED);
      assertThat(feed.state().age()).isEmpty();
      assertThat(feed.state().entries()).isZero();
    }

    @Test
    void endsWithTheNextAnswer() {
      AllowanceFeed feed = startWith(alice(5).claim("exp", NOW.plusSeconds(600)));
      authority.isDown(true);
      timer.advance(Duration.ofMinutes(20));

      authority.publishes(alice(9).claim("iat", NOW.plusSeconds(1_200))).isDown(false);
      timer.advance(LONGEST_POLL);

      assertThat(limitOfAlice(feed)).contains(9L);
      assertThat(feed.state().phase()).isEqualTo(Phase.FRESH);
    }
  }

  @Nested
  class Offers {
    @Test
    void ofNoneAreNoFaultAndAskedForSeldom() {
      authority.offers(null);

      AllowanceFeed feed = start();
      long first = authority.requests(ScriptedPublisher.METADATA);
      timer.advance(Duration.ofMinutes(59));

      assertThat(limitOfAlice(feed)).isEmpty();
      assertThat(feed.completeAsOf()).isEmpty();
      assertThat(feed.await(Duration.ZERO)).isTrue();
      assertThat(feed.state())
          .isEqualTo(
              new FeedState(Phase.FRESH, Optional.empty(), Optional.empty(), 0, Optional.empty()));
      assertThat(authority.requests(ScriptedPublisher.METADATA)).isEqualTo(first);
    }

    @Test
    void thatAreNewAreFoundWithinSeventyMinutes() {
      authority.offers(null).publishes(alice(5).claim("exp", NOW.plusSeconds(86_400)));
      AllowanceFeed feed = start();

      authority.offers(ScriptedPublisher.LIST);
      timer.advance(Duration.ofMinutes(70));

      assertThat(limitOfAlice(feed)).contains(5L);
    }

    @Test
    void cannotBeTakenBackByMetadataWhichNobodySigned() {
      AllowanceFeed feed = startWith(alice(5));

      authority.offers(null);
      timer.advance(Duration.ofMinutes(70));

      assertThat(limitOfAlice(feed)).contains(5L);
      assertThat(feed.state().lastError()).contains("metadata offers no allowances any more");
    }

    @Test
    void areLookedForAgainWhereTheListIsGone() {
      AllowanceFeed feed = startWith(alice(5));

      authority.publishes(alice(9)).offers("/moved");
      timer.advance(LONGEST_POLL.plusSeconds(2));

      assertThat(limitOfAlice(feed)).contains(9L);
    }
  }

  @Test
  void refusesAnIssuerThatIsNotHttps() {
    Map<String, String> bad =
        Map.of("http://auth.example.com", "https", "https://a.example?x=1", "query", "", "blank");

    bad.forEach(
        (issuer, why) ->
            assertThatThrownBy(() -> AllowanceFeed.start(issuer, timer.clock()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issuer")
                .hasMessageContaining(why));
  }
}
