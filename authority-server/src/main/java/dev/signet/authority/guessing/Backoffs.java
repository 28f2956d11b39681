package dev.signet.authority.guessing;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessKey.Kind;
import dev.signet.authority.storage.guessing.GuessRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has failed, as far as this node knows. Of each kind it keeps 100 000, so that a flood of one
 * kind makes it forget nothing of another. Thread-safe.
 */
final class Backoffs {
  private static final int MOST_OF_A_KIND = 100_000;

  private final GuessLimits limits;
  private final Map<Kind, Cache<GuessKey, Backoff>> kept = new EnumMap<>(Kind.class);

  Backoffs(GuessLimits limits) {
    this.limits = limits;
    for (Kind kind : Kind.values()) {
      kept.put(kind, Caffeine.newBuilder().maximumSize(MOST_OF_A_KIND).build());
    }
  }

  /** How long it still waits; zero if it does not. */
  Duration wait(GuessKey key, Instant now) {
    Backoff known = of(key.kind()).getIfPresent(key);
    if (known == null) {
      return Duration.ZERO;
    }
    if (now.isBefore(known.at())) {
      // Kept, or the wait would begin anew with each look until the clock is there again.
      known = of(key.kind()).asMap().computeIfPresent(key, (same, each) -> each.asOf(now));
    }
    Pace pace = limits.of(key.kind());
    return known == null || !known.waits(pace, now)
        ? Duration.ZERO
        : Duration.between(now, known.until(pace));
  }

  /**
   * Counts a failure.
   *
   * @return what became of it
   */
  Outcome fail(GuessKey key, Instant now) {
    Pace pace = limits.of(key.kind());
    boolean[] waited = new boolean[1];
    Backoff after =
        of(key.kind())
            .asMap()
            .compute(
                key,
                (same, before) -> {
                  Backoff old = before == null ? Backoff.none(now) : before.asOf(now);
                  waited[0] = old.waits(pace, now);
                  return old.failed(pace, now);
                });
    boolean waits = after.waits(pace, now);
    return new Outcome(waited[0], waits, after.failures(), after.until(pace));
  }

  /**
   * What a failure led to.
   *
   * @param waited whether one that came then would have waited already
   * @param waits whether the next one waits
   * @param failures how many there were
   * @param until when the next one is judged
   */
  record Outcome(boolean waited, boolean waits, int failures, Instant until) {
    /** Whether a wait begins with it. */
    boolean began() {
      return waits && !waited;
    }
  }

  /** What is to be taken down of it, if it still is of use. */
  Optional<GuessRecord> record(GuessKey key, Instant now) {
    Backoff known = of(key.kind()).getIfPresent(key);
    return known == null
        ? Optional.empty()
        : Optional.of(
            new GuessRecord(
                key,
                known.failures(),
                known.strikes(),
                known.since(),
                known.at(),
                known.until(limits.of(key.kind())),
                known.clear(),
                Instant.EPOCH,
                now));
  }

  /** Takes over what another node, or an earlier run, has counted, where that is more. */
  void merge(GuessRecord record, Instant now) {
    Pace pace = limits.of(record.key().kind());
    Backoff theirs =
        new Backoff(
                record.failures(),
                record.strikes(),
                record.since(),
                record.lastAt(),
                record.clearAt())
            .believed(pace, now);
    if (theirs.isForgotten(pace, now)) {
      return;
    }
    of(record.key().kind())
        .asMap()
        .merge(
            record.key(),
            theirs,
            (ours, other) -> other.clear().isAfter(ours.clear()) ? other : ours);
  }

  /** Forgets all of an account, or of an address, whose last failure was then or before. */
  void lift(GuessKey lifted, Instant at) {
    forget(lifted, at);
    of(Kind.ACCOUNT_AND_ADDRESS).asMap().keySet().stream()
        .filter(
            pair ->
                lifted.kind() == Kind.ACCOUNT
                    ? pair.name().equals(lifted.name())
                    : pair.address().equals(lifted.address()))
        .forEach(pair -> forget(pair, at));
  }

  private void forget(GuessKey key, Instant at) {
    of(key.kind())
        .asMap()
        .computeIfPresent(
            key,
            // What is kept has milliseconds: so has this comparison.
            (same, each) -> each.at().truncatedTo(ChronoUnit.MILLIS).isAfter(at) ? each : null);
  }

  private Cache<GuessKey, Backoff> of(Kind kind) {
    return requireNonNull(kept.get(kind));
  }
}
