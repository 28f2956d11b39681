package dev.signet.authority.token.assertion;

import dev.signet.validator.assertion.AssertionKeys;
import dev.signet.validator.assertion.AssertionRules;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an assertion must prove. Immutable.
 *
 * @param rules what it must be like
 * @param address where its issuer publishes its keys; null where they were handed over
 * @param keys the keys that were handed over; null where they are published
 * @param once whether each may be used once only
 */
public record IssuerEvidence(
    AssertionRules rules, @Nullable URI address, @Nullable String keys, boolean once) {
  /**
   * Checks that there is one place of keys.
   *
   * @throws IllegalArgumentException if there is none, or two; or if one that may be used once need
   *     not have a name
   */
  public IssuerEvidence {
    if ((address == null) == (keys == null)) {
      throw new IllegalArgumentException("give either an address of keys or the keys");
    }
    if (once != rules.idRequired()) {
      throw new IllegalArgumentException("what may be used once must have a jti");
    }
  }

  /** Where its issuer publishes its keys, if it does. */
  public Optional<URI> published() {
    return Optional.ofNullable(address);
  }

  /**
   * Opens the keys.
   *
   * @throws IllegalArgumentException if those that were handed over cannot be used
   */
  AssertionKeys open(Clock clock) {
    if (address != null) {
      return AssertionKeys.at(address, rules.algorithms(), clock);
    }
    return AssertionKeys.shared(String.valueOf(keys), rules.algorithms());
  }
}
