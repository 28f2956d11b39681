package dev.signet.quota.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.count.CountedWindow.Longer;
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

    assertThat(WindowBucket.read(WindowBucket.write(window, 5).getState())).isEqualTo(window);
    assertThat(WindowBucket.write(window, 5).getConfigurationVersion()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"0, 70000", "30, 70000", "3600, 3610000"})
  void isKeptUntilBothWindowsAreOver(long longerSeconds, long keptMillis) {
    @Nullable Longer longer =
        longerSeconds == 0 ? null : new Longer(START + longerSeconds * SECOND, 20);
    var bucket = WindowBucket.write(window(10, 60, 3, longer), 1);

    assertThat(Buckets.expiration().calculateTimeToLiveMillis(bucket, START)).isEqualTo(keptMillis);
  }

  @ParameterizedTest
  @CsvSource({"3", "1000000000"})
  void aCallIsUsedOfBoth(long cost) {
    var bucket = WindowBucket.write(window(10, 60, 3, new Longer(START + SECOND, 20)), 1);

    bucket.consume(cost);

    assertThat(WindowBucket.read(bucket.getState()))
        .isEqualTo(window(10, 60, 3 + cost, new Longer(START + SECOND, 20 + cost)));
  }
}
