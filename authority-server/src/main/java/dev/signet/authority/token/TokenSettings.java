package dev.signet.authority.token;

import java.time.Duration;

/**
 * How long tokens live.
 *
 * @param lifetime of a token whose client has no lifetime of its own
 * @param longestLifetime of any token; never more than validators accept
 */
public record TokenSettings(Duration lifetime, Duration longestLifetime) {
  /** Checks that the lifetime is positive and within the longest. */
  public TokenSettings {
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(longestLifetime) > 0) {
      throw new IllegalArgumentException(
          "tokens.lifetime must be from PT1S to tokens.longestLifetime");
    }
  }
}
