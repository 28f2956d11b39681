package dev.signet.benchmarks.checking;

/** One way to check tokens, set up and ready; used by one thread at a time. */
interface Checker {
  /**
   * Checks a token and returns what it says.
   *
   * @throws Exception if the token is refused
   */
  Object check(PresentedToken token) throws Exception;
}
