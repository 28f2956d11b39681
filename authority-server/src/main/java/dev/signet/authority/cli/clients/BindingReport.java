package dev.signet.authority.cli.clients;

import dev.signet.authority.binding.BindingSettings;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.ConsumerRecord;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenRights.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whose tokens must be bound, and to what.
 *
 * @param consumers how, by the name of each enabled consumer of whom that is said
 * @param barred those of them who get no token, as this authority takes no proof of it
 */
public record BindingReport(Map<String, String> consumers, List<String> barred) {
  /**
   * Looks.
   *
   * @param settings what proofs are taken
   * @param certificates whether a client can show a certificate at all
   * @throws dev.signet.authority.storage.StorageException if it cannot be read
   */
  public static BindingReport of(Storage storage, BindingSettings settings, boolean certificates) {
    Map<String, String> consumers = new TreeMap<>();
    List<String> barred = new ArrayList<>();
    for (ConsumerKind kind : ConsumerKind.values()) {
      for (ConsumerRecord each : storage.consumerReader().list(kind)) {
        Bound bound = each.rights().bound();
        if (each.enabled() && bound != Bound.NONE) {
          consumers.put(each.name(), how(bound));
          if (!settings.canBind(bound, certificates)) {
            barred.add(each.name());
          }
        }
      }
    }
    return new BindingReport(consumers, barred);
  }

  /** A rule, as the options of the command line write it. */
  public static String how(Bound bound) {
    return bound.name().toLowerCase(Locale.ROOT);
  }

  /** As lines for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    consumers.forEach(
        (name, how) ->
            lines.add(
                "tokens of "
                    + name
                    + " must be bound: "
                    + how
                    + (barred.contains(name) ? "; none can be: see docs/bound-tokens.md" : "")));
    return lines;
  }
}
