package dev.signet.authority.guessing;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRecord;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import dev.signet.authority.storage.purge.SteppedPurge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store who waits, and hears from it of what other nodes, earlier runs and operators did.
 * While the store is gone each node goes by what it has seen itself. Thread-safe.
 */
public final class SharedGuesses {
  /** How often to share: a node writes one transaction in that time at most. */
  public static final Duration SHARE_EVERY = Duration.ofSeconds(1);

  /** The most rows of either table in that transaction; what is beyond them waits for the next. */
  static final int MOST_WRITTEN = 200;

  private static final Logger LOG = LoggerFactory.getLogger(SharedGuesses.class);
  private static final int MOST_READ = 10_000;
  private static final int MOST_NAMES_READ = 100_000;

  /** What was stamped first may be committed last, by so much. */
  private static final Duration LONGEST_COMMIT = Duration.ofSeconds(5);

  private final GuessingGuard guard;
  private final GuessRepository repository;
  private final Duration memory;

  /** No wait that a clock took down which is right enough is clear later than so long from now. */
  private final Duration longest;

  /** So far behind what was read last something new may be stamped. */
  private final Duration overlap;

  private final Clock clock;

  private @Nullable Instant looked;
  private Set<GuessRecord> taken = Set.of();
  private volatile boolean reached = true;

  /**
   * Shares nothing yet.
   *
   * @param guard has seen what is to be shared, and learns of the rest
   * @param limits tell how long a failure is of use
   * @param repository where it is shared
   * @param clockTolerance by how much the clock of each node may differ from that of the store
   * @param clock the time
   */
  SharedGuesses(
      GuessingGuard guard,
      GuessLimits limits,
      GuessRepository repository,
      Duration clockTolerance,
      Clock clock) {
    this.guard = guard;
    this.repository = repository;
    this.memory = limits.window().plus(limits.longestWait().multipliedBy(2));
    this.overlap = clockTolerance.multipliedBy(2).plus(LONGEST_COMMIT);
    this.longest = longest(limits, clockTolerance);
    this.clock = clock;
  }

  /** So far from now a wait may be clear, also one of a clock that is ahead as far as it may be. */
  static Duration longest(GuessLimits limits, Duration clockTolerance) {
    return limits.window().plus(limits.longestWait()).plus(clockTolerance.multipliedBy(2));
  }

  /**
   * Writes what is new here and reads what is new elsewhere; a store that is gone is waited for.
   */
  public synchronized void share() {
    reach(
        () -> {
          write();
          follow();
        });
  }

  /**
   * Reads what is new elsewhere, as the store has just told that something is. It writes nothing:
   * each write is told to all nodes and to this one, and they would keep each other writing.
   */
  public synchronized void hear() {
    reach(this::follow);
  }

  private void reach(Runnable step) {
    try {
      step.run();
      if (!reached) {
        LOG.info("who failed too often is shared again");
      }
      reached = true;
    } catch (StorageException e) {
      if (reached) {
        LOG.warn("who failed too often is known to this node alone: {}", e.getMessage());
      }
      reached = false;
    }
  }

  /** Writes what is new here before this node stops; if the store is gone, that is lost. */
  public synchronized void writeLast() {
    try {
      write();
    } catch (StorageException e) {
      LOG.warn("who failed too often last is not taken down: {}", e.getMessage());
    }
  }

  private void write() {
    Instant now = clock.instant();
    List<GuessKey> keys = guard.unwritten().take(MOST_WRITTEN);
    List<KnownAddress> addresses = guard.known().unwritten().take(MOST_WRITTEN);
    List<GuessRecord> records =
        keys.stream()
            .map(key -> guard.backoffs().record(key, now))
            .flatMap(Optional::stream)
            .toList();
    if (records.isEmpty() && addresses.isEmpty()) {
      return;
    }
    try {
      repository.takeDown(records, addresses, now.plus(longest));
    } catch (StorageException e) {
      guard.unwritten().putBack(keys);
      guard.known().unwritten().putBack(addresses);
      throw e;
    }
  }

  private void follow() {
    Instant now = clock.instant();
    Instant last = looked;
    List<GuessRecord> changed =
        repository.changedSince(
            last == null ? now.minus(memory) : overlapping(last, now), MOST_READ);
    List<GuessRecord> inOrder = new ArrayList<>(changed);
    Collections.reverse(inOrder);
    for (GuessRecord each : inOrder) {
      // Once: a clock that stepped back would move it on with each look.
      if (!taken.contains(each)) {
        take(each, now);
      }
    }
    taken = Set.copyOf(changed);
    repository
        .addressesSince(
            last == null ? now.minus(KnownAddresses.REMEMBERED_FOR) : overlapping(last, now),
            last == null ? MOST_NAMES_READ : MOST_READ)
        .forEach(guard.known()::learn);
    looked = now;
  }

  private Instant overlapping(Instant last, Instant now) {
    return (last.isBefore(now) ? last : now).minus(overlap);
  }

  private void take(GuessRecord record, Instant now) {
    if (record.liftedAt().isAfter(Instant.EPOCH)) {
      guard.backoffs().lift(record.key(), record.liftedAt());
    }
    if (record.failures() > 0) {
      guard.backoffs().merge(record, now);
    }
  }

  /**
   * Forgets in the store what is of no more use, and what only a clock that was far ahead can have
   * taken down: nodes that run have it in memory, and one that starts must not begin that wait
   * anew. A step that fails is logged and tried again.
   */
  public void purge() {
    Instant now = clock.instant();
    Instant clearBefore = now.minus(memory);
    Instant clearAfter = now.plus(longest);
    Instant seenBefore = now.minus(KnownAddresses.REMEMBERED_FOR);
    SteppedPurge.run(
        "failed attempts", most -> repository.purge(clearBefore, clearAfter, seenBefore, most));
  }

  /** Whether what other nodes see arrives here. */
  public boolean isReached() {
    return reached;
  }
}
