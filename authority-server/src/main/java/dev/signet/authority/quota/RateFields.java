package dev.signet.authority.quota;

import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What is said of a limit in header fields (draft-ietf-httpapi-ratelimit-headers). */
final class RateFields {
  private RateFields() {}

  /**
   * The fields after a draw.
   *
   * @return {@code RateLimit-Policy} with the limit and its window, and {@code RateLimit} with what
   *     remains and the seconds until there is more: until all is back, or of an empty bucket the
   *     next
   */
  static Map<String, String> of(Rate rate, Draw draw) {
    Duration more = draw.left() > 0 || draw.taken() > 0 ? draw.untilFull() : draw.untilMore();
    return Map.of(
        "RateLimit-Policy",
        String.format(Locale.ROOT, "\"default\";q=%d;w=%d", rate.limit(), rate.seconds()),
        "RateLimit",
        String.format(Locale.ROOT, "\"default\";r=%d;t=%d", draw.left(), secondsUp(more)));
  }

  /** Whole seconds, none too few and at least one. */
  static long secondsUp(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }
}
