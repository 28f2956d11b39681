package dev.signet.authority.token.exchange;

import java.util.List;
import java.util.Optional;

/**
 * Who may exchange tokens: nobody, unless a rule says so. Immutable.
 *
 * @param rules at most one for a client and a mode
 */
public record ExchangeRules(List<ExchangeRule> rules) {
  /**
   * Copies the rules.
   *
   * @throws IllegalArgumentException if two are for the same client and mode
   */
  public ExchangeRules {
    rules = List.copyOf(rules);
    if (rules.stream().map(rule -> List.of(rule.client(), rule.mode())).distinct().count()
        < rules.size()) {
      throw new IllegalArgumentException("two rules are for the same client and mode");
    }
  }

  /** Whether nobody may. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  Optional<ExchangeRule> find(String client, ExchangeMode mode) {
    return rules.stream()
        .filter(rule -> rule.client().equals(client) && rule.mode() == mode)
        .findFirst();
  }
}
