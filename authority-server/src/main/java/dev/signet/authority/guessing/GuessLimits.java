package dev.signet.authority.guessing;

import dev.signet.authority.storage.guessing.GuessKey;
import java.time.Duration;

/**
 * How often one may fail; immutable.
 *
 * @param pairFailures how many failures one name has from one address
 * @param addressFailures how many one address has, whatever the names
 * @param accountFailures how many one name has, whatever the addresses
 * @param window until a whole allowance is back
 * @param longestWait the longest that anybody waits, and so long a quiet time after all is back has
 *     the next wait be short again
 */
public record GuessLimits(
    int pairFailures,
    int addressFailures,
    int accountFailures,
    Duration window,
    Duration longestWait) {

  /** Checks that all are positive. */
  public GuessLimits {
    if (pairFailures < 1 || addressFailures < 1 || accountFailures < 1) {
      throw new IllegalArgumentException("failures must be positive");
    }
    if (window.isNegative()
        || window.isZero()
        || longestWait.isNegative()
        || longestWait.isZero()) {
      throw new IllegalArgumentException("window and longestWait must be positive");
    }
  }

  Pace of(GuessKey.Kind kind) {
    int allowance =
        switch (kind) {
          case ACCOUNT_AND_ADDRESS -> pairFailures;
          case ADDRESS -> addressFailures;
          case ACCOUNT -> accountFailures;
        };
    return new Pace(allowance, window, longestWait);
  }
}
