package dev.signet.quota.count;

import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Duration;

/**
 * Counts one call in the bucket of its key, in one atomic step of whatever store holds the bucket.
 *
 * <p>Bucket4j's own replacing of a configuration would hand used calls back when a limit or a
 * window shrinks, so the arithmetic is that of {@link CountedWindow}; its stores run it where the
 * bucket was read.
 */
final class TakeCommand implements RemoteCommand<Tally> {
  /** How far the clocks of processes that share a count may be apart. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final int NEVER_SENT = 0;

  private final Ration shown;
  private final Notice notice;
  private final long cost;
  private final long toleranceNanos;

  /**
   * Makes the step for a call.
   *
   * @param clockTolerance how far the beginning of a window may be ahead of the clock before the
   *     clock counts as set back
   */
  TakeCommand(Call call, Duration clockTolerance) {
    this.shown = call.ration();
    this.notice = call.notice();
    this.cost = call.cost();
    this.toleranceNanos = clockTolerance.toNanos();
  }

  @Override
  public CommandResult<Tally> execute(MutableBucketEntry entry, long now) {
    boolean known = entry.exists();
    RemoteBucketState state = known ? entry.get() : first(now);
    RemoteBucketState current = known ? current(state, now) : state;
    CountedWindow window = WindowBucket.read(current.getState());
    boolean taken = cost <= window.left();
    if (taken) {
      current.consume(cost);
    }
    if (taken || !known || current != state) {
      entry.set(current);
    }
    return new CommandResult<>(window.tally(taken ? cost : 0, taken, now), NEVER_SENT);
  }

  private RemoteBucketState first(long now) {
    Rations first = Rations.first(shown, notice);
    return WindowBucket.write(CountedWindow.first(first.inForce(), now), first);
  }

  /** By the clock and what is shown; the very same if they change nothing. */
  private RemoteBucketState current(RemoteBucketState stored, long now) {
    CountedWindow before = WindowBucket.read(stored.getState());
    Rations known = WindowBucket.readRations(stored);
    Rations rations = known.after(shown, notice);
    CountedWindow same = before.at(now, toleranceNanos);
    CountedWindow window =
        rations.inForce().equals(known.inForce()) ? same : same.by(rations.inForce(), now);
    return window.equals(before) && rations.equals(known)
        ? stored
        : WindowBucket.write(window, rations);
  }

  /** It makes the bucket where there is none. */
  @Override
  public boolean isInitializationCommand() {
    return true;
  }

  @Override
  public SerializationHandle<RemoteCommand<?>> getSerializationHandle() {
    throw new UnsupportedOperationException("run where the bucket was read, never sent");
  }

  @Override
  public boolean isImmediateSyncRequired(long unsynchronizedTokens, long nanosSinceLastSync) {
    return true;
  }

  @Override
  public long estimateTokensToConsume() {
    return cost;
  }

  @Override
  public long getConsumedTokens(Tally tally) {
    return tally.taken() ? cost : 0;
  }

  @Override
  public Version getRequiredVersion() {
    return Versions.v_8_1_0;
  }
}
