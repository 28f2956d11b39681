package dev.signet.authority.quota;

import dev.signet.authority.storage.quota.Draw;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this node has drawn for one requestor and not yet handed out. Thread-safe: of those who find
 * it empty one draws, and the others wait for that.
 */
final class Lease {
  /** An empty bucket is looked into again after this at the latest. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Draw last;
  private long drawnAt;
  private long held;

  Lease(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Takes one.
   *
   * @param more draws more; empty if that is not possible now
   * @return what came of it; empty if there was nothing left and no more could be drawn
   */
  Optional<Draw> take(Supplier<Optional<Draw>> more) {
    lock.lock();
    try {
      if (held == 0 && !isKnownEmpty()) {
        last = more.get().orElse(null);
        drawnAt = nanos.getAsLong();
        held = last == null ? 0 : last.taken();
      }
      return Optional.ofNullable(last).map(this::handOut);
    } finally {
      lock.unlock();
    }
  }

  private boolean isKnownEmpty() {
    Draw draw = last;
    return draw != null && draw.taken() == 0 && since().compareTo(rest(draw)) < 0;
  }

  private static Duration rest(Draw empty) {
    Duration most = empty.untilMore();
    return most.compareTo(LONGEST_REST) < 0 ? most : LONGEST_REST;
  }

  private Draw handOut(Draw draw) {
    long taken = held > 0 ? 1 : 0;
    held -= taken;
    return new Draw(
        taken, held + draw.left(), remaining(draw.untilMore()), remaining(draw.untilFull()));
  }

  private Duration remaining(Duration then) {
    Duration now = then.minus(since());
    return now.isNegative() ? Duration.ZERO : now;
  }

  private Duration since() {
    return Duration.ofNanos(nanos.getAsLong() - drawnAt);
  }
}
