package dev.signet.quota;

import java.util.concurrent.atomic.LongAdder;

/** Counts verdicts; thread-safe. */
final class VerdictCounters {
  private final LongAdder allowed = new LongAdder();
  private final LongAdder unlimited = new LongAdder();
  private final LongAdder exceeded = new LongAdder();
  private final LongAdder malformed = new LongAdder();

  QuotaVerdict count(QuotaVerdict verdict) {
    if (verdict instanceof QuotaVerdict.Allowed) {
      allowed.increment();
    } else if (verdict instanceof QuotaVerdict.Unlimited) {
      unlimited.increment();
    } else if (verdict instanceof QuotaVerdict.Exceeded) {
      exceeded.increment();
    } else {
      malformed.increment();
    }
    return verdict;
  }

  QuotaState.Counters read(long fallenBack) {
    return new QuotaState.Counters(
        allowed.sum(), unlimited.sum(), exceeded.sum(), malformed.sum(), fallenBack);
  }
}
