package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.ValidatorState.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of an allowance reaches calls with tokens that were issued before it, over HTTP. */
class FollowedAllowancesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Map<String, Object> LIVE =
      Map.of("of", "sub", "limit", 5L, "window", 3_600L, "live", true);
  private static final Map<String, Object> NOT_LIVE =
      Map.of("of", "sub", "limit", 5L, "window", 3_600L);

  private final HandClock clock = new HandClock();
  private PublishingAuthority authority;
  private FollowedAllowances allowances;
  private HolderQuotas quotas;

  @BeforeEach
  void start() throws IOException {
    authority = new PublishingAuthority(clock);
    authority.publish(List.of());
    follow();
  }

  private void follow() {
    allowances = FollowedAllowances.of(authority.issuer(), clock);
    quotas = HolderQuotas.local().clock(clock).publishedAllowances(allowances).build();
    assertThat(allowances.awaitFirst(LONG)).isTrue();
  }

  @AfterEach
  void stop() {
    quotas.close();
    allowances.close();
    authority.close();
  }

  private TestToken token(Map<String, Object> claim) {
    return TestToken.valid().issuer(authority.issuer()).quota(claim);
  }

  /** How many of twenty calls pass, each with a token of its own. */
  private long passed(Map<String, Object> claim) {
    return LongStream.range(0, 20).filter(i -> quotas.take(token(claim).token()).allowed()).count();
  }

  /** A change is said a second after the tokens were issued, and polled for within two. */
  private void changeTo(long limit) {
    clock.step(Duration.ofSeconds(1));
    authority.publish(List.of(authority.allowance("sub", "alice", limit)));
    Waiting.until("the change is there", () -> allowances.state().entries() == 1);
  }

  @Test
  void reachLiveTokensThatWereIssuedBefore() {
    assertThat(passed(LIVE)).isEqualTo(5);

    changeTo(8);

    assertThat(passed(LIVE)).isEqualTo(3);
  }

  @Test
  void narrowLiveTokensInTheMiddleOfAWindow() {
    assertThat(quotas.take(token(LIVE).token(), 2).allowed()).isTrue();

    changeTo(3);

    assertThat(passed(LIVE)).isEqualTo(1);
  }

  @Test
  void leaveTokensAloneThatAreNotLive() {
    changeTo(8);

    assertThat(passed(NOT_LIVE)).isEqualTo(5);
  }

  @Test
  void leaveTokensOfAnotherAuthorityAlone() {
    changeTo(8);

    assertThat(allowances.find(authority.issuer(), "sub", "alice")).isPresent();
    assertThat(allowances.find(authority.issuer() + "/", "sub", "alice")).isEmpty();
    assertThat(allowances.find(authority.issuer(), "client_id", "alice")).isEmpty();
  }

  @Test
  void leaveTheListAndTheClaimCountsAgain() {
    changeTo(8);
    clock.step(Duration.ofSeconds(1));

    takeBack();

    assertThat(passed(LIVE)).isEqualTo(5);
  }

  @Test
  void countNoMoreWhereTheyCountedOnceTheyAreTakenBack() {
    changeTo(8);
    assertThat(quotas.take(token(LIVE).token(), 6).allowed()).isTrue();
    clock.step(Duration.ofSeconds(1));
    takeBack();

    assertThat(quotas.take(token(LIVE).token()).headers())
        .containsEntry("RateLimit-Policy", "\"default\";q=5;w=3600")
        .containsEntry("Retry-After", "3599");
    clock.step(Duration.ofHours(1));
    assertThat(passed(LIVE)).isEqualTo(5);
  }

  @Test
  void thatAreTakenBackLetNoOlderTokenRaiseTheCount() {
    TestToken strict =
        token(Map.of("of", "sub", "limit", 2L, "window", 3_600L)).issuedAfter(SECOND);
    assertThat(quotas.take(strict.token()).allowed()).isTrue();
    clock.step(SECOND);
    changeTo(8);
    assertThat(passed(LIVE)).isEqualTo(7);
    clock.step(SECOND);
    takeBack();

    assertThat(quotas.take(token(LIVE).token()).allowed()).isFalse();
    clock.step(Duration.ofHours(1));
    assertThat(passed(LIVE)).isEqualTo(2);
  }

  private void takeBack() {
    authority.publish(List.of());
    Waiting.until("the list is empty", () -> allowances.state().entries() == 0);
  }

  @Test
  void comeUnderAKeyThatWasNotKnown() {
    authority.rotate();

    changeTo(8);

    assertThat(passed(LIVE)).isEqualTo(8);
  }

  @Test
  void areBelievedUntilTheEndOfTheirListAndNoLonger() {
    changeTo(8);
    authority.isGone();
    Waiting.until("an attempt failed", () -> allowances.state().lastError().isPresent());

    clock.step(Duration.ofHours(1).minus(Duration.ofMillis(1)));
    assertThat(allowances.find(authority.issuer(), "sub", "alice")).isPresent();
    assertThat(allowances.state().phase()).isEqualTo(Phase.STALE);

    clock.step(Duration.ofMillis(1));
    assertThat(allowances.state().phase()).isEqualTo(Phase.EXPIRED);
    assertThat(allowances.state().age()).isEmpty();
    assertThat(allowances.completeAsOf(authority.issuer())).isEmpty();
    assertThat(passed(LIVE)).isEqualTo(5);
  }

  @Test
  void goOnWhereTheyCountedOnceTheirListIsOver() {
    Map<String, Object> claim = Map.of("of", "sub", "limit", 9L, "window", 7_200L, "live", true);
    clock.step(SECOND);
    Map<String, Object> entry = authority.allowance("sub", "alice", 3);
    entry.put("window", 7_200);
    authority.publish(List.of(entry));
    Waiting.until("the change is there", () -> allowances.state().entries() == 1);
    assertThat(quotas.take(token(claim).token()).allowed()).isTrue();

    authority.isGone();
    clock.step(Duration.ofHours(1));

    assertThat(allowances.state().phase()).isEqualTo(Phase.EXPIRED);
    assertThat(passed(claim)).isEqualTo(2);
  }

  @Test
  void areNoneOfAnAuthorityThatPublishesNone() {
    stopFollowing();
    authority.offersNone();

    follow();

    assertThat(allowances.state())
        .extracting(FollowedAllowances.State::phase, FollowedAllowances.State::entries)
        .containsExactly(Phase.FRESH, 0);
    assertThat(allowances.state().expiresAt()).isEmpty();
    assertThat(passed(LIVE)).isEqualTo(5);
  }

  private void stopFollowing() {
    quotas.close();
    allowances.close();
  }

  @Test
  void sayHowOldTheyAre() {
    clock.step(Duration.ofSeconds(2));

    assertThat(allowances.state().age()).contains(Duration.ofSeconds(2));
    assertThat(allowances.state().expiresAt()).contains(HandClock.START.plus(Duration.ofHours(1)));
  }

  @Test
  void refuseAnAddressThatCanBeOverheard() {
    assertThatThrownBy(() -> FollowedAllowances.of("http://auth.example.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("issuer");
  }
}
