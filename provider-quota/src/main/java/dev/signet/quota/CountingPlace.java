package dev.signet.quota;

import dev.signet.quota.count.Counts;
import dev.signet.quota.count.FallBackCounts;
import dev.signet.quota.count.LocalCounts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where calls are counted, and how it stands; thread-safe. */
final class CountingPlace {
  private final LocalCounts local;
  private final @Nullable FallBackCounts shared;
  private final long mostHolders;

  CountingPlace(LocalCounts local, @Nullable FallBackCounts shared, long mostHolders) {
    this.local = local;
    this.shared = shared;
    this.mostHolders = mostHolders;
  }

  Counts counts() {
    return shared == null ? local : shared;
  }

  long countedHere() {
    return shared == null ? 0 : shared.countedHere();
  }

  QuotaState state(QuotaState.Counters counters) {
    Optional<QuotaState.Outage> outage =
        Optional.ofNullable(shared)
            .flatMap(FallBackCounts::outage)
            .map(gone -> new QuotaState.Outage(gone.since(), gone.cause()));
    return new QuotaState(
        counting(outage.isPresent()),
        outage,
        new QuotaState.Memory(local.keys(), mostHolders, local.forgotten()),
        counters);
  }

  private QuotaState.Counting counting(boolean gone) {
    if (shared == null) {
      return QuotaState.Counting.LOCAL;
    }
    return gone ? QuotaState.Counting.FALLEN_BACK : QuotaState.Counting.SHARED;
  }
}
