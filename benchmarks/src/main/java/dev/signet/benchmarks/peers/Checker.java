package dev.signet.benchmarks.peers;

import dev.signet.benchmarks.tokens.PresentedToken;

/** One way to check tokens, set up and ready; for one thread, unless its peer says otherwise. */
public interface Checker {
  /**
   * Checks a token and returns what it says.
   *
   * @throws Exception if the token is refused
   */
  Object check(PresentedToken token) throws Exception;
}
