package dev.signet.authority.enforcement;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.ValidatorReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What validators said last of what they enforce: in memory, and shared through the storage with
 * other nodes and the command line. Thread-safe.
 *
 * <p>Call {@link #share} each {@link #SHARE_EVERY}.
 */
public final class ValidatorReports {
  /** How often to call {@link #share}. */
  public static final Duration SHARE_EVERY = Duration.ofSeconds(1);

  /** A validator that was not seen for so long is forgotten. */
  public static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(ValidatorReports.class);

  /** Anyone may report under any name, so names are bounded; a further one is not listened to. */
  private static final int MOST_NAMES = 10_000;

  /** So many rows share one transaction with tokens that are issued, and hold it up for little. */
  private static final int MOST_SAVED = 500;

  /** To be seen again is no news for so long: it spares most writes. */
  private static final Duration NO_NEWS = Duration.ofSeconds(20);

  /** Of what other nodes write, that which is younger; their clocks may differ. */
  private static final Duration LOOK_BACK = Duration.ofSeconds(10);

  private final Storage storage;
  private final ChangeTimes times;
  private final Clock clock;
  private final Consumer<Duration> effects;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private Instant readSince = Instant.EPOCH;
  private boolean failing;

  /**
   * A validator.
   *
   * @param report its last report
   * @param saved the one that the storage has
   * @param from when it came, or came back with an older list: what was committed before it could
   *     not enforce in time, and is not measured
   */
  private record Known(ValidatorReport report, @Nullable ValidatorReport saved, Instant from) {
    static Known first(ValidatorReport report) {
      return new Known(report, null, report.seenAt());
    }

    static Known elsewhere(ValidatorReport report) {
      return new Known(report, report, report.seenAt());
    }

    Known later(ValidatorReport next) {
      return new Known(next, saved, next.change() < report.change() ? next.seenAt() : from);
    }

    Known savedAs(ValidatorReport report) {
      return new Known(this.report, report, from);
    }

    boolean isNews() {
      return saved == null
          || saved.change() != report.change()
          || saved.seenAt().plus(NO_NEWS).isBefore(report.seenAt());
    }
  }

  /**
   * Makes it.
   *
   * @param storage where reports are shared
   * @param times when changes were committed
   * @param clock the time
   * @param effects hears how long each change took until a validator enforced it
   */
  public ValidatorReports(
      Storage storage, ChangeTimes times, Clock clock, Consumer<Duration> effects) {
    this.storage = storage;
    this.times = times;
    this.clock = clock;
    this.effects = effects;
  }

  /**
   * Takes a report; one under a name that is none is passed over.
   *
   * @param name what the validator calls itself
   * @param change the last change that it enforces
   */
  public void hear(String name, long change) {
    boolean isFull = known.size() >= MOST_NAMES && !known.containsKey(name);
    if (ValidatorReport.isName(name) && !isFull) {
      Instant now = clock.instant();
      known.compute(
          name,
          (same, before) ->
              before == null
                  ? Known.first(new ValidatorReport(name, change, now, Optional.empty()))
                  : before.later(next(before, change, now)));
    }
  }

  private ValidatorReport next(Known known, long change, Instant now) {
    ValidatorReport before = known.report();
    List<Duration> confirmed =
        times.between(before.change(), change).stream()
            .filter(committed -> !committed.isBefore(known.from()))
            .map(committed -> Duration.between(committed, now))
            .toList();
    confirmed.forEach(effects);
    // The first of them waited longest.
    Optional<Duration> effect =
        before.change() == change ? before.effect() : confirmed.stream().findFirst();
    return new ValidatorReport(before.name(), change, now, effect);
  }

  /** What the validators enforce that were seen lately. */
  public EnforcementStatus status(long lastChange) {
    return new EnforcementStatus(lastChange, known.values().stream().map(Known::report).toList());
  }

  /** Writes what is new here, and reads what is new elsewhere; what fails is tried again. */
  public synchronized void share() {
    Instant now = clock.instant();
    try {
      List<ValidatorReport> elsewhere = storage.revocationReader().reports(readSince);
      elsewhere.forEach(this::learn);
      readSince = now.minus(LOOK_BACK);
      boolean forgotten = known.values().removeIf(each -> isForgotten(each.report(), now));
      List<ValidatorReport> news =
          known.values().stream()
              .filter(Known::isNews)
              .map(Known::report)
              .limit(MOST_SAVED)
              .toList();
      if (forgotten || !news.isEmpty()) {
        storage.revocations().saveReports(news, now.minus(FORGOTTEN_AFTER));
        news.forEach(this::markSaved);
      }
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.warn("reports of validators cannot be shared, will try again: {}", e.getMessage());
      }
      failing = true;
    }
  }

  private static boolean isForgotten(ValidatorReport report, Instant now) {
    return !report.seenAt().plus(FORGOTTEN_AFTER).isAfter(now);
  }

  private void learn(ValidatorReport report) {
    known.merge(
        report.name(),
        Known.elsewhere(report),
        (ours, theirs) ->
            report.seenAt().isAfter(ours.report().seenAt())
                ? ours.later(report).savedAs(report)
                : ours);
  }

  private void markSaved(ValidatorReport saved) {
    known.computeIfPresent(saved.name(), (name, now) -> now.savedAs(saved));
  }
}
