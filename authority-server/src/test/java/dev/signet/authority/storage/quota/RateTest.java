package dev.signet.authority.storage.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  private static Rate rate(long limit, long seconds) {
    return new Rate(limit, Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000000000, 1", "1000000000, 31536000", "1, 31536000"})
  void takesBothEndsOfBothRangesAndMakesABucketOfThem(long limit, long seconds) {
    assertThat(rate(limit, seconds).bucket().getBandwidths()[0].getCapacity()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-1, 1",
    "1000000001, 1",
    "9223372036854775807, 1",
    "1, 0",
    "1, -1",
    "1, 31536001"
  })
  void refusesWhatIsBeyondThem(long limit, long seconds) {
    assertThatThrownBy(() -> rate(limit, seconds)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAFractionOfASecond() {
    assertThatThrownBy(() -> new Rate(1, Duration.ofMillis(1_500)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole seconds");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 60, 100, 60, true",
    "99, 60, 100, 60, true",
    "101, 60, 100, 60, false",
    "100, 61, 100, 60, true",
    "100, 59, 100, 60, false",
    "10, 1, 100, 60, false",
    "200, 3600, 100, 60, false",
    "1000000000, 31536000, 1000000000, 31536000, true",
    "1000000000, 1, 1000000000, 31536000, false",
  })
  void isWithinAnotherOnlyIfItAllowsNoMoreAtOnceNorInTheLongRun(
      long limit, long seconds, long otherLimit, long otherSeconds, boolean within) {
    assertThat(rate(limit, seconds).isWithin(rate(otherLimit, otherSeconds))).isEqualTo(within);
  }
}
