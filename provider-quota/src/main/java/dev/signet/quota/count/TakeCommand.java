package dev.signet.quota.count;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketState;
import io.github.bucket4j.MathType;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.remote.CommandResult;
import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.remote.RemoteBucketState;
import io.github.bucket4j.distributed.remote.RemoteCommand;
import io.github.bucket4j.distributed.remote.RemoteStat;
import io.github.bucket4j.distributed.serialization.SerializationHandle;
import io.github.bucket4j.distributed.versioning.Version;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Duration;

/**
 * Counts one call in the bucket of its key, in one atomic step of whatever store holds the bucket.
 *
 * <p>A window begins with the first call and is followed by the next without a gap; each begins
 * with the whole limit. Bucket4j's own replacing of a configuration would hand used calls back when
 * a limit shrinks, so the step is written out here; its stores run it where the bucket was read.
 */
final class TakeCommand implements RemoteCommand<Tally> {
  /** How far the clocks of processes that share a count may be apart. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private static final int NEVER_SENT = 0;

  private final Ration shown;
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
    this.cost = call.cost();
    this.toleranceNanos = clockTolerance.toNanos();
  }

  @Override
  public CommandResult<Tally> execute(MutableBucketEntry entry, long now) {
    boolean changed = !entry.exists();
    RemoteBucketState state = entry.exists() ? entry.get() : create(now);
    changed |= followClock(state, now);
    changed |= beginWindow(state, now);
    changed |= replaceRation(state, now);
    long left = state.getAvailableTokens();
    boolean taken = cost <= left;
    if (taken) {
      state.consume(cost);
    }
    if (changed || taken) {
      entry.set(state);
    }
    return new CommandResult<>(tally(state, taken, now), NEVER_SENT);
  }

  private RemoteBucketState create(long now) {
    BucketState full =
        BucketState.createInitialState(configuration(), MathType.INTEGER_64_BITS, now);
    return new RemoteBucketState(full, new RemoteStat(0), shown.order());
  }

  private BucketConfiguration configuration() {
    return BucketConfiguration.builder()
        .addLimit(
            limit -> limit.capacity(shown.limit()).refillIntervally(shown.limit(), shown.window()))
        .build();
  }

  /**
   * A window that begins later than now was begun before the clock was set back: it begins now
   * instead, with what is used of it used. Nothing is handed back, and nobody waits for the old
   * time to come again.
   */
  private boolean followClock(RemoteBucketState state, long now) {
    Bandwidth inForce = inForce(state);
    long ahead = nanosUntilReset(state, now) - inForce.getRefillPeriodNanos();
    if (ahead <= toleranceNanos) {
      return false;
    }
    long used = inForce.getCapacity() - state.getAvailableTokens();
    state.replaceConfiguration(state.getConfiguration(), TokensInheritanceStrategy.RESET, now);
    state.consume(used);
    return true;
  }

  private static boolean beginWindow(RemoteBucketState state, long now) {
    if (nanosUntilReset(state, now) > 0) {
      return false;
    }
    state.refillAllBandwidth(now);
    // A limit that shrank may have left less than nothing, which one refill does not make up for.
    state.reset();
    return true;
  }

  /** What is used stays used, so that two limits in turn give no more than the larger. */
  private boolean replaceRation(RemoteBucketState state, long now) {
    Long order = state.getConfigurationVersion();
    if (order != null && shown.order() <= order) {
      return false;
    }
    state.setConfigurationVersion(shown.order());
    Bandwidth inForce = inForce(state);
    if (inForce.getCapacity() != shown.limit()
        || inForce.getRefillPeriodNanos() != shown.window().toNanos()) {
      long used = inForce.getCapacity() - state.getAvailableTokens();
      state.replaceConfiguration(configuration(), TokensInheritanceStrategy.AS_IS, now);
      state.reset();
      state.consume(used);
      beginWindow(state, now);
    }
    return true;
  }

  private static Tally tally(RemoteBucketState state, boolean taken, long now) {
    Bandwidth inForce = inForce(state);
    return new Tally(
        taken,
        inForce.getCapacity(),
        Duration.ofNanos(inForce.getRefillPeriodNanos()),
        Math.max(0, state.getAvailableTokens()),
        Duration.ofNanos(nanosUntilReset(state, now)));
  }

  private static Bandwidth inForce(RemoteBucketState state) {
    return state.getConfiguration().getBandwidths()[0];
  }

  /** Negative when the window is over: one call more than there are comes with the next refill. */
  private static long nanosUntilReset(RemoteBucketState state, long now) {
    long oneMore = state.getAvailableTokens() + 1;
    return state.calculateDelayNanosAfterWillBePossibleToConsume(oneMore, now, false);
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
