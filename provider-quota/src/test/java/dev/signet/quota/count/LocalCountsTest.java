package dev.signet.quota.count;

import java.time.Duration;

class LocalCountsTest extends CountsContract {
  @Override
  protected Counts open() {
    return new LocalCounts(clock, 1_000);
  }

  @Override
  protected Duration tolerance() {
    return Duration.ZERO;
  }
}
