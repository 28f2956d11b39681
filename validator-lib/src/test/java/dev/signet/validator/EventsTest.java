package dev.signet.validator;

import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState.ClockSkew;
import dev.signet.validator.ValidatorState.Phase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a host hears of, and what the state tells. */
class EventsTest {
  private static final Duration NANO = Duration.ofNanos(1);

  private final FetchBench bench = new FetchBench();
  private final ScriptedAuthority authority = bench.authority;

  @Test
  void tellEachTransitionOnceAtItsMoment() {
    authority.publishes(ES256);
    bench.start(settings -> settings.staleKeys(StalePolicy.acceptFor(Duration.ofHours(1))));
    assertThat(bench.kinds()).containsExactly(Kind.PHASE_CHANGED, Kind.KEYS_INSTALLED);
    assertThat(bench.events.get(0).detail()).isEqualTo("EMPTY to FRESH");
    authority.isDown();

    bench.timer.advance(Duration.ofSeconds(450));
    assertThat(last(Kind.PHASE_CHANGED).phase()).isEqualTo(Phase.FRESH);
    bench.timer.advance(NANO);
    assertThat(last(Kind.PHASE_CHANGED).detail()).isEqualTo("FRESH to STALE");
    bench.timer.advance(Duration.ofHours(1).minusSeconds(450).minus(NANO));
    assertThat(last(Kind.PHASE_CHANGED).phase()).isEqualTo(Phase.STALE);
    bench.timer.advance(NANO);
    assertThat(last(Kind.PHASE_CHANGED).detail()).isEqualTo("STALE to EXPIRED");
    assertThat(last(Kind.PHASE_CHANGED).at()).isEqualTo(bench.timer.clock().instant());
    authority.publishes(RS256);
    bench.timer.advance(Duration.ofSeconds(72));

    assertThat(last(Kind.PHASE_CHANGED).detail()).isEqualTo("EXPIRED to FRESH");
    assertThat(bench.kinds().stream().filter(Kind.PHASE_CHANGED::equals)).hasSize(4);
  }

  @Test
  void tellNoStaleUnderThePolicyThatKnowsNone() {
    authority.publishes(ES256);
    bench.start(settings -> settings.staleKeys(StalePolicy.refuseAfter(Duration.ofMinutes(10))));
    authority.isDown();

    bench.timer.advance(Duration.ofMinutes(10).plus(NANO));

    assertThat(last(Kind.PHASE_CHANGED).detail()).isEqualTo("FRESH to EXPIRED");
  }

  @Test
  void tellOfKeysOnlyWhenTheyDiffer() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    validator.refreshNow();
    authority.answers(TestKey.set(ES256));
    validator.refreshNow();
    assertThat(bench.kinds().stream().filter(Kind.KEYS_INSTALLED::equals)).hasSize(1);
    authority.publishes(ES256, RS256);

    validator.refreshNow();

    assertThat(last(Kind.KEYS_INSTALLED).detail()).isEqualTo("2 usable, 0 skipped");
  }

  @Test
  void tellFailuresAndRejectionsApart() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();
    authority.isDown();
    validator.refreshNow();
    authority.answers("{\"keys\":[]}");
    validator.refreshNow();
    authority.publishes(ES256);
    validator.refreshNow();

    assertThat(last(Kind.REFRESH_FAILED).detail()).isEqualTo("authority is down");
    assertThat(last(Kind.UPDATE_REJECTED).detail()).contains("no usable key");
    assertThat(validator.state().lastError()).isEmpty();
    assertThat(validator.state().faults().lastRejection()).get().asString().contains("no usable");
  }

  @Test
  void harmNothingWhenTheListenerThrows() {
    authority.publishes(ES256);
    TokenValidator validator =
        bench.start(
            settings ->
                settings.listener(
                    event -> {
                      throw new IllegalStateException("listener is broken");
                    }));
    authority.publishes(ES256, RS256);
    bench.timer.advance(Duration.ofMinutes(6));

    bench.assertAccepts(validator, RS256);
  }

  @Test
  void mayCallTheValidatorBack() {
    authority.publishes(ES256);
    TokenValidator[] self = new TokenValidator[1];
    self[0] =
        bench.start(
            settings ->
                settings.listener(
                    event -> {
                      if (self[0] != null && event.kind() == Kind.REFRESH_FAILED) {
                        authority.publishes(RS256);
                        self[0].refreshNow();
                      }
                    }));
    authority.isDown();

    self[0].refreshNow();

    bench.assertAccepts(self[0], RS256);
  }

  @Test
  void measureTheClockAgainstTheAuthoritys() {
    authority.clockIsAhead(Duration.ofSeconds(7));
    authority.publishes(ES256);
    TokenValidator validator = bench.start();

    // A Date names a second: its middle is taken for the time.
    assertThat(validator.state().clockSkewEstimate())
        .contains(new ClockSkew(Duration.ofMillis(-7_500), Duration.ofSeconds(1)));
    assertThat(validator.state().clockSkew()).contains(Duration.ofMillis(-7_500));
    assertThat(last(Kind.CLOCK_SKEW_NOTICED).detail())
        .isEqualTo("this clock is about 8 s behind the authority's");
    validator.refreshNow();
    assertThat(bench.kinds().stream().filter(Kind.CLOCK_SKEW_NOTICED::equals)).hasSize(1);
    authority.clockIsAhead(Duration.ofSeconds(-7));
    validator.refreshNow();

    assertThat(validator.state().clockSkew()).contains(Duration.ofMillis(6_500));
    assertThat(last(Kind.CLOCK_SKEW_NOTICED).detail()).contains("7 s ahead of");
    assertThat(validator.explain(bench.token(ES256)).toString())
        .contains("this clock is about 7 s ahead of the authority's");
  }

  @Test
  void claimNoSkewWithinWhatCanBeMeasured() {
    authority.publishes(ES256);
    TokenValidator validator = bench.start();

    assertThat(validator.state().clockSkewEstimate()).isPresent();
    assertThat(validator.state().clockSkew()).isEmpty();
    assertThat(new ClockSkew(Duration.ofSeconds(1), Duration.ofSeconds(1)).certain()).isFalse();
    assertThat(new ClockSkew(Duration.ofMillis(-1_001), Duration.ofSeconds(1)).certain()).isTrue();
    assertThat(bench.kinds()).doesNotContain(Kind.CLOCK_SKEW_NOTICED);
  }

  @Test
  void takeNoTimeFromACache() {
    authority.clockIsAhead(Duration.ofMinutes(-3));
    authority.answers(200, Map.of("Age", "180"), TestKey.set(ES256).getBytes(UTF_8));
    TokenValidator validator = bench.start();

    assertThat(validator.state().clockSkewEstimate()).isEmpty();
  }

  private ValidatorEvent last(Kind kind) {
    return bench.events.stream()
        .filter(event -> event.kind() == kind)
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
