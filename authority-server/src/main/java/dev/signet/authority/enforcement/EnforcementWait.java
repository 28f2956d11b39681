package dev.signet.authority.enforcement;

import dev.signet.authority.storage.RevocationReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Looks in the storage how far a change has come, once or until validators enforce it. */
public final class EnforcementWait {
  /** A validator that was seen within this time is waited for. */
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(1);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final RevocationReader reader;
  private final Clock clock;
  private final Consumer<Duration> pause;

  /**
   * Makes it.
   *
   * @param reader where reports are shared
   * @param clock the time
   * @param pause lets so much time pass
   */
  public EnforcementWait(RevocationReader reader, Clock clock, Consumer<Duration> pause) {
    this.reader = reader;
    this.clock = clock;
    this.pause = pause;
  }

  /** How far the last change has come among the validators that are not forgotten. */
  public EnforcementStatus now() {
    return status(reader.lastChange(), ValidatorReports.FORGOTTEN_AFTER);
  }

  /**
   * Waits until every validator of the last minute enforces a change, at most so long.
   *
   * @param progress hears each second how far it is, while it is not there
   * @return how far it is then
   */
  public EnforcementStatus until(
      long change, Duration longest, Consumer<EnforcementStatus> progress) {
    Instant end = clock.instant().plus(longest);
    EnforcementStatus status = status(change, SEEN_WITHIN);
    Duration left = longest;
    while (!status.lagging().isEmpty() && left.compareTo(Duration.ZERO) > 0) {
      progress.accept(status);
      pause.accept(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
      status = status(change, SEEN_WITHIN);
      left = Duration.between(clock.instant(), end);
    }
    return status;
  }

  private EnforcementStatus status(long change, Duration seenWithin) {
    return new EnforcementStatus(change, reader.reports(clock.instant().minus(seenWithin)));
  }
}
