package dev.signet.validator.assertion;

import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.rules.Refusal;
import java.util.function.Predicate;

/** Where the keys of an issuer come from; implementations are thread-safe. */
@FunctionalInterface
interface KeySource extends AutoCloseable {
  /**
   * The keys of the moment, fetched anew if they lack what is wanted and the source allows it.
   *
   * @throws Refusal if there are none now
   */
  VerifyingKeys get(String wanted, Predicate<VerifyingKeys> has) throws Refusal;

  /** Stops fetching, if it fetches. */
  @Override
  default void close() {}
}
