package dev.signet.authority.introspection;

import dev.signet.validator.Verdict;

/** Judges tokens, by all that was published when it is asked. Thread-safe. */
public interface TokenJudge extends AutoCloseable {
  /** The verdict on a token; never an exception. */
  Verdict judge(String token);

  @Override
  void close();
}
