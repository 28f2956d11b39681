package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalCountTest {
  private static final IssuingCount.Key KEY =
      new IssuingCount.Key("billing", new Rate(6, Duration.ofMinutes(1)));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE / 2);
  private final LocalCount count = new LocalCount(nanos::get);

  private long takeAll() {
    long taken = 0;
    while (count.take(KEY).taken() == 1) {
      taken++;
    }
    return taken;
  }

  @Test
  void givesTheLimitAtOnceAndThenNothing() {
    assertThat(takeAll()).isEqualTo(6);

    Draw refused = count.take(KEY);
    assertThat(refused.left()).isZero();
    assertThat(refused.untilMore()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void givesBackOneAfterAnother() {
    takeAll();

    nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
    assertThat(takeAll()).isZero();
    nanos.incrementAndGet();
    assertThat(takeAll()).isOne();
    nanos.addAndGet(Duration.ofDays(7).toNanos());
    assertThat(takeAll()).isEqualTo(6);
  }

  @Test
  void saysWhenAllIsBack() {
    Draw first = count.take(KEY);

    assertThat(first.left()).isEqualTo(5);
    assertThat(first.untilMore()).isEqualTo(Duration.ZERO);
    assertThat(first.untilFull()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void countsEachRequestorAndEachRateByItself() {
    takeAll();

    assertThat(count.take(new IssuingCount.Key("reports", KEY.rate())).taken()).isOne();
    assertThat(
            count.take(new IssuingCount.Key("billing", new Rate(7, Duration.ofMinutes(1)))).taken())
        .isOne();
    assertThat(count.take(KEY).taken()).isZero();
  }
}
