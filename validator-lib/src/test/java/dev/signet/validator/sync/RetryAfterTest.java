package dev.signet.validator.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How far a busy source is spared. */
class RetryAfterTest {
  private static final Duration DAY = Duration.ofHours(24);
  private static final URI URI_OF_KEYS = URI.create("https://auth.example.com/jwks");

  private final HandTimer timer = new HandTimer();
  private Duration asked = Duration.ofMinutes(5);
  private boolean busy;
  private int fetches;

  @Test
  void isObeyedByTheTimerAndNeverCutShortByJitter() {
    Synced<String> synced = heldThenBusy(DAY);

    assertThat(synced.nextAttemptIn()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void isObeyedUpToTenMinutes() {
    asked = Duration.ofDays(1);
    Synced<String> synced = heldThenBusy(DAY);

    assertThat(synced.nextAttemptIn()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
  }

  @Test
  void neverLetsAValueExpireThatTheSourceWouldHaveRenewed() {
    asked = Duration.ofDays(1);
    Duration bound = Duration.ofMinutes(4);
    Synced<String> synced = heldThenBusy(bound);
    Duration last = Duration.ofSeconds(3);

    timer.advance(bound.minus(last).minus(synced.read().age()));
    int soFar = fetches;
    busy = false;
    timer.advance(last);

    assertThat(fetches).isGreaterThan(soFar);
    assertThat(synced.read().phase()).isEqualTo(Reading.Phase.FRESH);
  }

  @Test
  void isObeyedForAMinuteWhenThereIsNothingToLose() {
    asked = Duration.ofDays(1);
    busy = true;
    Synced<String> synced = synced(DAY);
    synced.start();

    assertThat(synced.nextAttemptIn()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
  }

  @Test
  void isNoReasonToComeSoonerThanTheBackoff() {
    asked = Duration.ZERO;
    Synced<String> synced = heldThenBusy(DAY);

    assertThat(synced.nextAttemptIn()).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
  }

  @Test
  void isObeyedForOnePeriodByAPunctualPolicy() {
    Synced<String> punctual =
        new Synced<>(
            held -> answer(), new SyncPolicy(DAY, true, Duration.ZERO).punctually(), timer);
    punctual.start();
    Duration period = Duration.ofMinutes(5);
    asked = Duration.ofMinutes(10);
    busy = true;
    timer.advance(timer.nextDelay());

    assertThat(punctual.nextAttemptIn()).isBetween(period, period.plusMinutes(1));
  }

  @Test
  void holdsOffWhatRequestsAskForToo() {
    Synced<String> synced = heldThenBusy(DAY);
    int soFar = fetches;

    timer.advance(Duration.ofMinutes(5).minusNanos(1));
    synced.readFor("b", value -> value.equals("b"));
    assertThat(fetches).isEqualTo(soFar);
    assertThat(synced.suppressedDemands()).isEqualTo(1);
  }

  @Test
  void isForgottenByTheFirstGoodAnswer() {
    Synced<String> synced = heldThenBusy(DAY);
    busy = false;
    timer.advance(Duration.ofMinutes(1));

    synced.refreshNow();

    assertThat(synced.read().age()).isZero();
    assertThat(synced.lastError()).isEmpty();
  }

  @Test
  void isReadAsSecondsOrAsADateOf429And503Alone() {
    assertThat(after(503, Map.of("Retry-After", "120"))).contains(Duration.ofMinutes(2));
    assertThat(after(429, Map.of("retry-after", "0"))).contains(Duration.ZERO);
    assertThat(
            after(
                503,
                Map.of(
                    "Date", "Sun, 01 Mar 2026 12:00:00 GMT",
                    "Retry-After", "Sun, 01 Mar 2026 12:01:30 GMT")))
        .contains(Duration.ofSeconds(90));
    assertThat(after(503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:01:30 GMT"))).isEmpty();
    assertThat(after(503, Map.of("Retry-After", "-1"))).isEmpty();
    assertThat(after(503, Map.of("Retry-After", "99999999999999999999"))).isEmpty();
    assertThat(after(503, Map.of())).isEmpty();
    assertThat(after(500, Map.of("Retry-After", "120"))).isEmpty();
  }

  private Synced<String> heldThenBusy(Duration bound) {
    Synced<String> synced = synced(bound);
    synced.start();
    busy = true;
    timer.advance(timer.nextDelay());
    return synced;
  }

  private Synced<String> synced(Duration bound) {
    return new Synced<>(held -> answer(), new SyncPolicy(bound, true, Duration.ZERO), timer);
  }

  private Update<String> answer() throws RetryLaterException {
    fetches++;
    if (busy) {
      throw new RetryLaterException("busy", asked);
    }
    return Update.of("a", Optional.empty());
  }

  private static Optional<Duration> after(int status, Map<String, String> headers) {
    BoundedHttp http =
        new BoundedHttp(
            (uri, request) ->
                new RawHttp.Reply(
                    status,
                    headers.entrySet().stream()
                        .collect(
                            Collectors.toMap(
                                Map.Entry::getKey, header -> List.of(header.getValue()))),
                    new byte[0]),
            1024);
    try {
      http.get(URI_OF_KEYS, Optional.empty());
      return Optional.empty();
    } catch (RetryLaterException e) {
      return Optional.of(e.after());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
