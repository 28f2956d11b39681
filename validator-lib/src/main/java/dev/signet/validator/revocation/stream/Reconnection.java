package dev.signet.validator.revocation.stream;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long to wait before a stream is opened again: 0.2 s after one that brought something good,
 * doubled up to 5 s while they do not, each up to a fifth more or less. Used by one thread.
 */
final class Reconnection {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration LONGEST_ASKED = Duration.ofSeconds(30);

  private final SplittableRandom jitter = new SplittableRandom();
  private int failures;

  /** After a stream that brought something good and nothing bad. */
  Duration afterGood() {
    failures = 0;
    return pause();
  }

  Duration afterFailure() {
    failures++;
    return pause();
  }

  /** After a server said that it is busy: as it asked, up to 30 s. */
  Duration afterBusy(Duration asked) {
    Duration obeyed = asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
    Duration own = afterFailure();
    return own.compareTo(obeyed) < 0 ? percent(obeyed, 100 + jitter.nextInt(21)) : own;
  }

  private Duration pause() {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 10));
    Duration pause = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return percent(pause, 80 + jitter.nextInt(41));
  }

  private static Duration percent(Duration duration, int percent) {
    return duration.multipliedBy(percent).dividedBy(100);
  }
}
