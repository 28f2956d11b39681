package dev.signet.quota.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.count.CountedWindow.Longer;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowBucketTest {
  private static final long SECOND = 1_000_000_000;
  private static final long START = 1_795_341_605L * SECOND + 7;

  private static CountedWindow window(
      long limit, long seconds, long used, @Nullable Longer longer) {
    return new CountedWindow(limit, seconds * SECOND, START, used, Optional.ofNullable(longer));
  }

  private static Ration inForce(CountedWindow window) {
    return new Ration(window.limit(), Duration.ofNanos(window.length()), 5);
  }

  private static RemoteBucketState written(CountedWindow window) {
    return WindowBucket.write(window, new Rations(inForce(window), inForce(window)));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 60, 0, 0, 0",
    "10, 60, 7, 0, 0",
    "10, 60, 500, 0, 0",
    "10, 60, 3, 1, 3",
    "10, 60, 3, 3600000000000, 1000",
    "10, 60, 500, 3600000000000, 1000",
    "1000000000, 31536000, 1000000000, 0, 0",
    "1000000000, 1, 1000000000, 31536000000000000, 1000000000000"
  })
  void readsWhatItWrote(long limit, long seconds, long used, long longerEnd, long longerUsed) {
    @Nullable Longer longer = longerEnd == 0 ? null : new Longer(START + longerEnd, longerUsed);
    CountedWindow window = window(limit, seconds, used, longer);

    for (Ration ofTokens : List.of(inForce(window), new Ration(7, Duration.ofDays(365), 4))) {
      Rations rations = new Rations(inForce(window), ofTokens);
      var bucket = WindowBucket.write(window, rations);
      assertThat(WindowBucket.read(bucket.getState())).isEqualTo(window);
      assertThat(WindowBucket.readRations(bucket)).isEqualTo(rations);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 70000", "30, 70000", "3600, 3610000"})
  void isKeptUntilBothWindowsAreOver(long longerSeconds, long keptMillis) {
    @Nullable Longer longer =
        longerSeconds == 0 ? null : new Longer(START + longerSeconds * SECOND, 20);
    var bucket = written(window(10, 60, 3, longer));

    assertThat(Buckets.expiration().calculateTimeToLiveMillis(bucket, START)).isEqualTo(keptMillis);
  }

  @ParameterizedTest
  @CsvSource({"3", "1000000000"})
  void aCallIsUsedOfBoth(long cost) {
    var bucket = written(window(10, 60, 3, new Longer(START + SECOND, 20)));

    bucket.consume(cost);

    assertThat(WindowBucket.read(bucket.getState()))
        .isEqualTo(window(10, 60, 3 + cost, new Longer(START + SECOND, 20 + cost)));
  }
}
