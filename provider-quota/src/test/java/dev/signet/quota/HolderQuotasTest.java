package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HolderQuotasTest {
  private static final Instant START = HandClock.START;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HandClock clock = new HandClock();
  private final HolderQuotas quotas = HolderQuotas.local().clock(clock).build();

  private static int passed(HolderQuotas quotas, TestToken token, int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += quotas.take(token.token()).allowed() ? 1 : 0;
    }
    return passed;
  }

  @Nested
  class WhoseCallsCount {
    @Test
    void freshTokensOfOneHolderShareOneCount() {
      assertThat(passed(quotas, TestToken.withLimit(5), 20)).isEqualTo(5);
    }

    @Test
    void tokensOfOneHolderThroughTwoApplicationsShareOneCount() {
      assertThat(passed(quotas, TestToken.withLimit(5).clientId("shop"), 3)).isEqualTo(3);
      assertThat(passed(quotas, TestToken.withLimit(5).clientId("app"), 3)).isEqualTo(2);
    }

    @Test
    void anotherHolderHasAnotherCount() {
      assertThat(passed(quotas, TestToken.withLimit(5), 20)).isEqualTo(5);
      assertThat(passed(quotas, TestToken.withLimit(5).subject("bob"), 20)).isEqualTo(5);
    }

    @Test
    void theSameNameOfAnotherIssuerHasAnotherCount() {
      String other = "https://auth.example.org";

      assertThat(passed(quotas, TestToken.withLimit(5), 20)).isEqualTo(5);
      assertThat(passed(quotas, TestToken.withLimit(5).issuer(other), 20)).isEqualTo(5);
    }

    @Test
    void anApplicationIsCountedWhereTheClaimSaysSo() {
      Map<String, Object> claim = Map.of("of", "client_id", "limit", 5L, "window", 60L);

      assertThat(passed(quotas, TestToken.valid().quota(claim).subject("alice"), 3)).isEqualTo(3);
      assertThat(passed(quotas, TestToken.valid().quota(claim).subject("bob"), 3)).isEqualTo(2);
    }

    @Test
    void aHolderAndAnApplicationOfOneNameAreApart() {
      Map<String, Object> claim = Map.of("of", "client_id", "limit", 5L, "window", 60L);

      assertThat(passed(quotas, TestToken.withLimit(5).subject("shop"), 9)).isEqualTo(5);
      assertThat(passed(quotas, TestToken.valid().quota(claim), 9)).isEqualTo(5);
    }

    @Test
    void partsOfAKeyDoNotRunIntoEachOther() {
      CountedCall one = new CountedCall("ab", "sub", "c", Allowance.perHour(1), START);
      CountedCall other = new CountedCall("a", "bsub", "c", Allowance.perHour(1), START);

      assertThat(one.key("default")).isNotEqualTo(other.key("default")).hasSize(43);
    }
  }

  @Nested
  class HowMany {
    @Test
    void aTokenWithoutTheClaimIsUnlimited() {
      assertThat(quotas.take(TestToken.valid().token()))
          .isEqualTo(new QuotaVerdict.Unlimited())
          .matches(QuotaVerdict::allowed);
    }

    @Test
    void aTokenWithoutTheClaimHasTheProvidersOwnAllowance() {
      HolderQuotas limited =
          HolderQuotas.local().clock(clock).withoutClaim(Allowance.perMinute(3)).build();

      assertThat(passed(limited, TestToken.valid(), 9)).isEqualTo(3);
    }

    @Test
    void theClaimGoesBeforeTheProvidersOwnAllowance() {
      HolderQuotas limited =
          HolderQuotas.local().clock(clock).withoutClaim(Allowance.perMinute(3)).build();

      assertThat(passed(limited, TestToken.withLimit(5), 9)).isEqualTo(5);
    }

    @Test
    void aTokenWithABadClaimIsRefusedWhateverTheProvidersAllowance() {
      HolderQuotas limited =
          HolderQuotas.local().clock(clock).withoutClaim(Allowance.perMinute(3)).build();

      QuotaVerdict verdict = limited.take(TestToken.valid().quota("many").token());

      assertThat(verdict).isEqualTo(new QuotaVerdict.Malformed("quota is no object", "Bearer"));
      assertThat(verdict.allowed()).isFalse();
      assertThat(verdict.headers())
          .isEqualTo(Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    @Test
    void aBoundTokenWithABadClaimIsRefusedUnderItsScheme() {
      TestToken bound = TestToken.valid().quota("many").boundTo("x5t#S256");
      TestToken byKey = TestToken.valid().quota("many").boundTo("jkt");

      assertThat(quotas.take(bound.token()).headers().values())
          .containsExactly("Bearer error=\"invalid_token\"");
      assertThat(quotas.take(byKey.token()).headers().values())
          .containsExactly("DPoP error=\"invalid_token\"");
    }

    @Test
    void aCallMayCostMore() {
      assertThat(quotas.take(TestToken.withLimit(5).token(), 4).allowed()).isTrue();
      assertThat(quotas.take(TestToken.withLimit(5).token(), 2).allowed()).isFalse();
      assertThat(quotas.take(TestToken.withLimit(5).token(), 1).allowed()).isTrue();
    }

    @Test
    void aCallThatCostsMoreThanTheLimitNeverPasses() {
      assertThat(quotas.take(TestToken.withLimit(5).token(), 6))
          .isInstanceOf(QuotaVerdict.Exceeded.class);
    }

    @Test
    void refusesACostBelowOne() {
      Token token = TestToken.withLimit(5).token();

      assertThatThrownBy(() -> quotas.take(token, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cost");
    }
  }

  @Nested
  class AllowancesThatDiffer {
    @Test
    void theMostRecentlyIssuedTokensAllowanceCounts() {
      quotas.take(TestToken.withLimit(100).token(), 60);

      assertThat(passed(quotas, TestToken.withLimit(70).issuedAfter(SECOND), 99)).isEqualTo(10);
    }

    @Test
    void anOlderTokenDoesNotWiden() {
      quotas.take(TestToken.withLimit(10).issuedAfter(SECOND).token(), 10);

      assertThat(passed(quotas, TestToken.withLimit(1_000), 9)).isZero();
    }

    @Test
    void ofTokensOfOneSecondTheSmallerLimitCounts() {
      quotas.take(TestToken.withLimit(10).token(), 10);
      assertThat(passed(quotas, TestToken.withLimit(1_000), 9)).isZero();

      quotas.take(TestToken.withLimit(1_000).subject("bob").token(), 10);
      assertThat(passed(quotas, TestToken.withLimit(10).subject("bob"), 9)).isZero();
    }

    @Test
    void headersTellTheAllowanceInForce() {
      quotas.take(TestToken.withLimit(10).issuedAfter(SECOND).token());

      assertThat(quotas.take(TestToken.withLimit(1_000).token()).headers())
          .containsEntry("RateLimit-Policy", "\"default\";q=10;w=3600");
    }
  }

  @Nested
  class CompositeServices {
    private TestToken exchanged(String holder) {
      return TestToken.withLimit(5)
          .subject(holder)
          .clientId("report-api")
          .actor(Map.of("sub", "report-api"));
    }

    @Test
    void countForTheHolderWhomTheyActFor() {
      assertThat(passed(quotas, TestToken.withLimit(5), 3)).isEqualTo(3);
      assertThat(passed(quotas, exchanged("alice"), 9)).isEqualTo(2);
      assertThat(passed(quotas, exchanged("bob"), 9)).isEqualTo(5);
    }

    @Test
    void countForThemselvesByPolicy() {
      HolderQuotas byService =
          HolderQuotas.local().clock(clock).countServicesThemselves(Allowance.perMinute(7)).build();

      assertThat(passed(byService, exchanged("alice"), 4)).isEqualTo(4);
      assertThat(passed(byService, exchanged("bob"), 9)).isEqualTo(3);
      assertThat(passed(byService, TestToken.withLimit(5), 9)).isEqualTo(5);
    }

    @Test
    void countAsTheirApplicationWithoutAName() {
      HolderQuotas byService =
          HolderQuotas.local().clock(clock).countServicesThemselves(Allowance.perMinute(7)).build();
      TestToken unnamed = exchanged("alice").actor(Map.of("client", "?"));

      assertThat(passed(byService, unnamed, 9)).isEqualTo(7);
      assertThat(passed(byService, unnamed.clientId("other-api"), 9)).isEqualTo(7);
    }

    @Test
    void ofOneNameAndAnotherIssuerAreApart() {
      HolderQuotas byService =
          HolderQuotas.local().clock(clock).countServicesThemselves(Allowance.perMinute(7)).build();
      TestToken foreign =
          exchanged("alice").actor(Map.of("sub", "report-api", "iss", "https://b.example"));

      assertThat(passed(byService, exchanged("alice"), 9)).isEqualTo(7);
      assertThat(passed(byService, foreign, 9)).isEqualTo(7);
    }

    @Test
    void doNotMakeABadClaimGood() {
      HolderQuotas byService =
          HolderQuotas.local().clock(clock).countServicesThemselves(Allowance.perMinute(7)).build();

      assertThat(byService.take(exchanged("alice").quota(5L).token()))
          .isInstanceOf(QuotaVerdict.Malformed.class);
    }
  }

  /** What is published, as a test says it. */
  private static final class Said implements PublishedAllowances {
    private Optional<Published> given = Optional.empty();
    private Optional<Instant> asOf = Optional.empty();

    @Override
    public Optional<Published> find(String issuer, String of, String name) {
      return given;
    }

    @Override
    public Optional<Instant> completeAsOf(String issuer) {
      return asOf;
    }
  }

  private static PublishedAllowances.Published given(long limit, Instant since) {
    return new PublishedAllowances.Published(Allowance.perMinute(limit), since);
  }

  @Nested
  class PublishedOnes {
    private final Map<String, Object> live =
        Map.of("of", "sub", "limit", 5L, "window", 60L, "live", true);
    private final Map<String, Object> fixed = Map.of("of", "sub", "limit", 5L, "window", 60L);

    private HolderQuotas published(long limit, Instant since) {
      return HolderQuotas.local()
          .clock(clock)
          .publishedAllowances(
              (issuer, of, name) ->
                  issuer.equals("https://auth.example.com")
                          && of.equals("sub")
                          && name.equals("alice")
                      ? Optional.of(given(limit, since))
                      : Optional.empty())
          .build();
    }

    @Test
    void overtakeTokensThatWereIssuedBefore() {
      HolderQuotas quotas = published(8, START.plus(SECOND));

      assertThat(passed(quotas, TestToken.valid().quota(live), 20)).isEqualTo(8);
      assertThat(passed(quotas, TestToken.valid().quota(live).subject("bob"), 20)).isEqualTo(5);
    }

    @Test
    void ofSeveralAuthoritiesAreAskedForInTurn() {
      PublishedAllowances none = (issuer, of, name) -> Optional.empty();
      Said some = new Said();
      some.given = Optional.of(given(8, START));
      some.asOf = Optional.of(START);

      for (PublishedAllowances both : List.of(none.or(some), some.or(none))) {
        assertThat(both.find("https://auth.example.com", "sub", "alice")).isEqualTo(some.given);
        assertThat(both.completeAsOf("https://auth.example.com")).contains(START);
      }
      assertThat(none.or(none).find("https://auth.example.com", "sub", "alice")).isEmpty();
      assertThat(none.or(none).completeAsOf("https://auth.example.com")).isEmpty();
    }

    @Test
    void reachATokenInTheMiddleOfAWindow() {
      long[] limit = {8};
      HolderQuotas quotas =
          HolderQuotas.local()
              .clock(clock)
              .publishedAllowances(
                  (issuer, of, name) -> Optional.of(given(limit[0], clock.instant())))
              .build();
      clock.step(SECOND);
      assertThat(passed(quotas, TestToken.valid().quota(live), 6)).isEqualTo(6);

      clock.step(SECOND);
      limit[0] = 7;

      assertThat(passed(quotas, TestToken.valid().quota(live), 6)).isEqualTo(1);
    }

    @Test
    void areTakenBackByWhatWasKnownInTheirSecondOrLaterAndNotBefore() {
      Said said = new Said();
      HolderQuotas quotas = HolderQuotas.local().clock(clock).publishedAllowances(said).build();
      TestToken token = TestToken.valid().quota(live);
      said.given = Optional.of(given(8, START.plus(SECOND)));
      assertThat(passed(quotas, token, 6)).isEqualTo(6);

      said.given = Optional.empty();
      said.asOf = Optional.of(START.plus(SECOND).minusMillis(1));
      assertThat(passed(quotas, token, 1)).isEqualTo(1);
      said.asOf = Optional.of(START.plus(SECOND));
      assertThat(passed(quotas, token, 1)).isZero();
    }

    @Test
    void areNotTakenBackByTokensThatDoNotAsk() {
      HolderQuotas quotas = published(8, START.plus(SECOND));
      assertThat(passed(quotas, TestToken.valid().quota(live), 6)).isEqualTo(6);

      assertThat(passed(quotas, TestToken.valid().quota(fixed), 9)).isEqualTo(2);
    }

    @Test
    void doNotOvertakeTokensThatWereIssuedLater() {
      HolderQuotas quotas = published(8, START.minus(SECOND));

      assertThat(passed(quotas, TestToken.valid().quota(live), 20)).isEqualTo(5);
    }

    @Test
    void overtakeEveryTokenIfSaidSinceForEver() {
      assertThat(passed(published(8, Instant.MAX), TestToken.valid().quota(live), 20)).isEqualTo(8);
      assertThat(passed(published(8, Instant.MIN), TestToken.valid().quota(live), 20)).isEqualTo(5);
      Instant beyond = Instant.parse("2242-03-16T12:56:32Z");
      assertThat(passed(published(8, beyond), TestToken.valid().quota(live), 20)).isEqualTo(8);
    }

    @Test
    void doNotReachTokensThatDoNotSaySo() {
      HolderQuotas quotas = published(8, START.plus(SECOND));

      assertThat(passed(quotas, TestToken.valid().quota(fixed), 20)).isEqualTo(5);
    }
  }

  @Nested
  class State {
    @Test
    void countsEachVerdict() {
      TestToken token = TestToken.withLimit(2);
      passed(quotas, token, 5);
      quotas.take(TestToken.valid().token());
      quotas.take(TestToken.valid().quota(1L).token());

      QuotaState state = quotas.state();

      assertThat(state.counters()).isEqualTo(new QuotaState.Counters(2, 1, 3, 1, 0));
      assertThat(state.counting()).isEqualTo(QuotaState.Counting.LOCAL);
      assertThat(state.outage()).isEmpty();
      assertThat(state.memory()).isEqualTo(new QuotaState.Memory(1, 100_000, 0));
    }

    @Test
    void remembersNoMoreHoldersThanItMayAndSaysWhatItForgot() {
      HolderQuotas small = HolderQuotas.local().clock(clock).mostHolders(10).build();

      for (int i = 0; i < 1_000; i++) {
        small.take(TestToken.withLimit(5).subject("holder-" + i).token());
      }

      QuotaState.Memory memory = small.state().memory();
      assertThat(memory.holders()).isLessThanOrEqualTo(10);
      assertThat(memory.forgotten()).isEqualTo(1_000 - memory.holders());
    }

    @Test
    void aHolderWhoCallsOftenIsNotForgottenForThoseWhoCallOnce() {
      HolderQuotas small = HolderQuotas.local().clock(clock).mostHolders(100).build();

      int passed = 0;
      for (int i = 0; i < 5_000; i++) {
        small.take(TestToken.withLimit(5).subject("holder-" + i).token());
        passed += small.take(TestToken.withLimit(50).token()).allowed() ? 1 : 0;
      }

      assertThat(passed).isEqualTo(50);
    }
  }
}
