package dev.signet.quota;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How quotas stand at one moment: what a readiness probe and a dashboard need.
 *
 * <p>Immutable and thread-safe; taking it costs no I/O and no lock.
 *
 * @param counting where calls are counted now
 * @param outage the outage of the shared count that goes on; empty when there is none
 * @param memory what this process remembers
 * @param counters what happened since the start
 */
public record QuotaState(
    Counting counting, Optional<Outage> outage, Memory memory, Counters counters) {
  /** Where calls are counted. */
  public enum Counting {
    /** In this process, as it was built. */
    LOCAL,
    /** In a store that several processes share. */
    SHARED,
    /** In this process, because the shared store cannot be reached. */
    FALLEN_BACK
  }

  /**
   * A time in which the shared count cannot be reached.
   *
   * @param since when a call first missed it
   * @param cause why the last attempt failed, in the words of what failed
   */
  public record Outage(Instant since, String cause) {
    /** Makes a description. */
    public Outage {
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /**
   * The counts in the memory of this process; of a shared count, those of outages.
   *
   * @param holders how many there are, about
   * @param mostHolders how many there can be
   * @param forgotten counts that were dropped for want of room before their window was over: each
   *     handed somebody their calls back
   */
  public record Memory(long holders, long mostHolders, long forgotten) {}

  /**
   * What happened since the start.
   *
   * @param allowed calls that were counted and may pass
   * @param unlimited calls that may pass and were not counted
   * @param exceeded calls for which too little was left
   * @param malformed tokens with a bad claim
   * @param fallenBack calls of a shared count that were counted in this process
   */
  public record Counters(
      long allowed, long unlimited, long exceeded, long malformed, long fallenBack) {}

  /** Makes a state. */
  public QuotaState {
    Objects.requireNonNull(counting, "counting");
    Objects.requireNonNull(outage, "outage");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(counters, "counters");
  }
}
