package dev.signet.validator.revocation.supply;

import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.revocation.RevocationAddress;
import dev.signet.validator.sync.SyncTimer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells the authority what is enforced here while nothing is polled: after each change, and every
 * 30 s at the most otherwise. Nobody waits for it, and one that fails is counted and forgotten:
 * reports inform, nothing depends on them. Used by one thread, but for {@link #failed()}.
 */
public final class Reports {
  private static final long PERIOD_NANOS = Duration.ofSeconds(30).toNanos();

  private final RevocationAddress address;
  private final BoundedHttp http;
  private final SyncTimer timer;
  private final LongAdder failed = new LongAdder();

  private long reported = -1;
  private long reportedAtNanos;
  private CompletableFuture<Boolean> sent = CompletableFuture.completedFuture(true);

  /** Makes reports to the address of the list, by a client that says who reports. */
  public Reports(RevocationAddress address, BoundedHttp http, SyncTimer timer) {
    this.address = address;
    this.http = http;
    this.timer = timer;
  }

  /** The list of this number is in force here. */
  void enforcing(long sequence) {
    boolean due = timer.nanoTime() - reportedAtNanos >= PERIOD_NANOS;
    // While one is on its way the next heartbeat asks again.
    if (sent.isDone() && (sequence != reported || due)) {
      reported = sequence;
      reportedAtNanos = timer.nanoTime();
      send(sequence);
    }
  }

  private void send(long sequence) {
    try {
      Optional<URI> list = address.find();
      if (list.isPresent()) {
        sent = http.head(RevocationAddress.since(list.get(), sequence)).exceptionally(e -> false);
        sent = sent.thenApply(this::count);
      }
    } catch (IOException e) {
      count(false);
    }
  }

  private boolean count(boolean good) {
    if (!good) {
      failed.increment();
    }
    return good;
  }

  /** How many reports the authority did not take. */
  long failed() {
    return failed.sum();
  }
}
