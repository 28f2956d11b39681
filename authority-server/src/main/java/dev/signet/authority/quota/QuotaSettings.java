package dev.signet.authority.quota;

import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.util.Map;

/**
 * What the configuration allows those to whom no operator gave an allowance; nothing is limited
 * until it is named. Immutable.
 *
 * @param issuing how many tokens a consumer may be issued, by its kind
 * @param exchangesOf who is charged for an exchange
 * @param calls how many calls tokens allow at each provider, by the kind of whom they count
 * @param callsByAudience the same for providers of which something else is said
 * @param counted whose calls those of the configuration count
 * @param live whether providers should take newer ones than those of the configuration
 * @param list how they are told of newer ones
 */
public record QuotaSettings(
    Map<ConsumerKind, Rate> issuing,
    Charged exchangesOf,
    Map<ConsumerKind, Rate> calls,
    Map<String, Rate> callsByAudience,
    Counted counted,
    boolean live,
    ListSettings list) {
  /** Who is charged for a token that is exchanged for another. */
  public enum Charged {
    /** The client that exchanges. */
    CLIENT,
    /** The holder of whom the tokens speak. */
    HOLDER
  }

  /** Copies the maps. */
  public QuotaSettings {
    issuing = Map.copyOf(issuing);
    calls = Map.copyOf(calls);
    callsByAudience = Map.copyOf(callsByAudience);
  }
}
