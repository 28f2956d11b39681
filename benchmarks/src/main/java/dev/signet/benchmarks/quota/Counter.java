package dev.signet.benchmarks.quota;

import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaState.Counting;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody who decides on calls; thread-safe. */
interface Counter extends AutoCloseable {
  /** After how many calls it is asked where it counts. */
  int CALLS_BETWEEN_LOOKS = 1_024;

  /** As the table names it. */
  String name();

  /** Decides on the call of this number, which must be allowed, and by whom it should be. */
  void decide(long call);

  @Override
  void close();

  /** A bucket of Bucket4j for each holder, found by its index: no token, no key, no bound. */
  static Counter floor(CallingHolders holders) {
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < holders.number(); i++) {
      buckets.add(
          Bucket.builder()
              .addLimit(
                  limit ->
                      limit
                          .capacity(1_000_000_000)
                          .refillIntervally(1_000_000_000, Duration.ofHours(1)))
              .build());
    }
    return new Counter() {
      @Override
      public String name() {
        return "bare buckets";
      }

      @Override
      public void decide(long call) {
        requireAllowed(
            buckets.get(holders.turn(call)).tryConsumeAndReturnRemaining(1).isConsumed());
      }

      @Override
      public void close() {}
    };
  }

  /** Quotas of this product, which must count where they are said to. */
  static Counter of(String name, HolderQuotas quotas, Counting where, CallingHolders holders) {
    return new Counter() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void decide(long call) {
        requireAllowed(quotas.take(holders.token(call)).allowed());
        // Now and then: asking costs as much as deciding.
        if (call % CALLS_BETWEEN_LOOKS == 0 && quotas.state().counting() != where) {
          throw new IllegalStateException(name + " does not count where it should");
        }
      }

      @Override
      public void close() {
        quotas.close();
      }
    };
  }

  private static void requireAllowed(boolean allowed) {
    if (!allowed) {
      throw new IllegalStateException("a call was refused that must be allowed");
    }
  }
}
