package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.QuotaVerdict.Standing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaVerdictTest {
  private final HandClock clock = new HandClock();
  private final HolderQuotas quotas = HolderQuotas.local().clock(clock).named("orders").build();

  @Test
  void tellsWhatIsLeftAndUntilWhen() {
    QuotaVerdict verdict = quotas.take(TestToken.withLimit(1_000).token());

    assertThat(verdict.httpStatus()).isEqualTo(200);
    assertThat(verdict.headers())
        .isEqualTo(
            Map.of(
                "RateLimit-Policy",
                "\"orders\";q=1000;w=3600",
                "RateLimit",
                "\"orders\";r=999;t=3600"));
  }

  @Test
  void tellsWhenToTryAgain() {
    quotas.take(TestToken.withLimit(5).token(), 5);
    clock.step(Duration.ofMillis(1_500));

    QuotaVerdict verdict = quotas.take(TestToken.withLimit(5).token());

    assertThat(verdict.httpStatus()).isEqualTo(429);
    assertThat(verdict.headers())
        .containsEntry("RateLimit", "\"orders\";r=0;t=3599")
        .containsEntry("Retry-After", "3599");
  }

  @Test
  void passesAfterTheTimeThatItTold() {
    quotas.take(TestToken.withLimit(5).token(), 5);
    clock.step(Duration.ofMillis(1_500));
    QuotaVerdict.Exceeded verdict =
        (QuotaVerdict.Exceeded) quotas.take(TestToken.withLimit(5).token());

    clock.step(verdict.retryAfter().minusSeconds(1));
    assertThat(quotas.take(TestToken.withLimit(5).token()).allowed()).isFalse();
    clock.step(Duration.ofSeconds(1));
    assertThat(quotas.take(TestToken.withLimit(5).token()).allowed()).isTrue();
  }

  @Test
  void neverTellsToTryAgainAtOnce() {
    Standing standing = new Standing("default", Allowance.perMinute(1), 0, Duration.ofNanos(1));

    assertThat(new QuotaVerdict.Exceeded(standing).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void hasNothingToTellWithoutALimit() {
    assertThat(new QuotaVerdict.Unlimited().headers()).isEmpty();
    assertThat(new QuotaVerdict.Unlimited().httpStatus()).isEqualTo(200);
  }

  @Test
  void asksForAnotherTokenWhenTheClaimIsBad() {
    QuotaVerdict verdict = quotas.take(TestToken.valid().quota(1L).token());

    assertThat(verdict.httpStatus()).isEqualTo(401);
    assertThat(verdict.headers())
        .isEqualTo(Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""));
  }
}
