package dev.signet.authority.directory.credential;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a new credential.
 *
 * @param label what to call it; empty for nothing
 * @param lifetime after what time it expires; null for never
 */
public record Terms(String label, @Nullable Duration lifetime) {
  /** When it expires, by these terms or by an end of its own if that comes sooner. */
  @Nullable Instant expiry(Instant now, @Nullable Instant end) {
    if (lifetime == null) {
      return end;
    }
    Instant asked = now.plus(lifetime);
    return end == null || asked.isBefore(end) ? asked : end;
  }
}
