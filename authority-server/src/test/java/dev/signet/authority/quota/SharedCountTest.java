package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.quota.SharedBuckets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedCountTest {
  private static final IssuingCount.Key LARGE =
      new IssuingCount.Key("billing", new Rate(1_000, Duration.ofSeconds(1_000)));
  private static final IssuingCount.Key SMALL =
      new IssuingCount.Key("reports", new Rate(2, Duration.ofMinutes(1)));

  private final AtomicLong nanos = new AtomicLong();
  private final Buckets buckets = new Buckets();
  private final SharedCount count = new SharedCount(buckets, nanos::get);

  /** One bucket that is never filled; counts draws, and fails on demand. */
  private static final class Buckets implements SharedBuckets {
    private long left = 1_000;
    private int draws;
    private boolean gone;

    @Override
    public Draw draw(String requestor, Rate rate, long most) {
      draws++;
      if (gone) {
        throw new StorageException("gone");
      }
      long taken = Math.min(left, most);
      left -= taken;
      Duration untilMore = left > 0 ? Duration.ZERO : Duration.ofSeconds(10);
      return new Draw(taken, left, untilMore, Duration.ofSeconds(1_000));
    }

    @Override
    public int purge(int most) {
      return 0;
    }

    @Override
    public void close() {}
  }

  private long take(IssuingCount.Key key, int times) {
    long taken = 0;
    for (int i = 0; i < times; i++) {
      taken += count.take(key).taken();
    }
    return taken;
  }

  @Test
  void drawsAHundredthOfTheLimitAtATimeAndNoMoreThanThereIs() {
    assertThat(take(LARGE, 10)).isEqualTo(10);
    assertThat(buckets.draws).isOne();

    assertThat(take(LARGE, 2_000)).isEqualTo(990);
    assertThat(buckets.draws).isEqualTo(101);
  }

  @Test
  void drawsASmallLimitOneByOne() {
    assertThat(take(SMALL, 2)).isEqualTo(2);
    assertThat(buckets.draws).isEqualTo(2);
  }

  @Test
  void saysWhatRemainsHereAndThere() {
    assertThat(count.take(LARGE).left()).isEqualTo(999);
    assertThat(count.take(LARGE).left()).isEqualTo(998);
  }

  @Test
  void asksOnceASecondWhetherAnEmptyBucketIsStillEmpty() {
    buckets.left = 0;
    assertThat(take(SMALL, 1_000)).isZero();
    assertThat(buckets.draws).isOne();
    nanos.addAndGet(Duration.ofMillis(400).toNanos());
    assertThat(count.take(SMALL).untilMore()).isEqualTo(Duration.ofMillis(9_600));

    nanos.addAndGet(Duration.ofMillis(600).toNanos());
    assertThat(take(SMALL, 1_000)).isZero();
    assertThat(buckets.draws).isEqualTo(2);
  }

  @Test
  void countsAloneUpToTheLimitAgainWhileTheSharedCountsAreGone() {
    assertThat(take(LARGE, 5)).isEqualTo(5);
    buckets.gone = true;

    // What it had drawn, then as much as the limit.
    assertThat(take(LARGE, 5_000)).isEqualTo(5 + 1_000);
    assertThat(count.isShared()).isFalse();
    assertThat(buckets.draws).isEqualTo(2);
  }

  @Test
  void looksOnceASecondWhetherTheyAreBackAndTakesThemAgain() {
    buckets.gone = true;
    take(SMALL, 2);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    take(SMALL, 2);
    assertThat(buckets.draws).isOne();

    nanos.incrementAndGet();
    take(SMALL, 2);
    assertThat(buckets.draws).isEqualTo(2);

    buckets.gone = false;
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(take(SMALL, 3)).isEqualTo(3);
    assertThat(count.isShared()).isTrue();
    assertThat(buckets.draws).isEqualTo(5);
  }
}
