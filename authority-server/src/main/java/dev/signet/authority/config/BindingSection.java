package dev.signet.authority.config;

import dev.signet.authority.binding.BindingRules;
import dev.signet.authority.binding.BindingSettings;
import dev.signet.authority.binding.BindingSettings.Dpop;
import dev.signet.authority.storage.TokenRights.Bound;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What tokens are bound to, and how that is proved. */
final class BindingSection {
  private static final String AUDIENCES = "audiences";
  private static final String BOUND = "bound";
  private static final String TAKE_PROOFS = "set binding.dpop: on";
  private static final String ASK_FOR_CERTIFICATES =
      "set tls.clientAuth: optional, or proxies.certificateHeader";
  private static final Map<Bound, String> REMEDIES =
      Map.of(
          Bound.DPOP,
          TAKE_PROOFS,
          Bound.CERTIFICATE,
          ASK_FOR_CERTIFICATES,
          Bound.EITHER,
          TAKE_PROOFS + ", or " + ASK_FOR_CERTIFICATES);

  private final ConfigReader reader;

  BindingSection(ConfigReader reader) {
    this.reader = reader;
  }

  /**
   * Reads it.
   *
   * @param certificates whether a client can show a certificate at all
   */
  BindingSettings read(boolean certificates) {
    Dpop dpop = reader.choice("binding.dpop", Dpop.OFF);
    Duration proofAge =
        reader.duration(
            "binding.proofAge",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10));
    BindingSettings settings = new BindingSettings(dpop, proofAge, new BindingRules(rules()));
    settings
        .rules()
        .byAudience()
        .forEach(
            (audience, bound) -> {
              if (!settings.canBind(bound, certificates)) {
                reader.fault(key(audience), "cannot be met: " + REMEDIES.get(bound));
              }
            });
    return settings;
  }

  private Map<String, Bound> rules() {
    Map<String, Bound> rules = new TreeMap<>();
    for (String audience : reader.names(AUDIENCES, BOUND)) {
      rules.put(audience, reader.choice(key(audience), Bound.NONE));
    }
    return rules;
  }

  private static String key(String audience) {
    return AUDIENCES + '.' + audience + '.' + BOUND;
  }
}
