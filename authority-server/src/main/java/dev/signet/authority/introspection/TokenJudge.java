package dev.signet.authority.introspection;

import dev.signet.validator.Verdict;

/** Judges tokens, by all that was published when it is asked. Thread-safe. */
public interface TokenJudge extends AutoCloseable {
  /**
   * The verdict on a token, whatever it is bound to; never an exception. Whoever asks holds its
   * sender to what it is bound to, if need be.
   */
  Verdict judge(String token);

  @Override
  void close();
}
