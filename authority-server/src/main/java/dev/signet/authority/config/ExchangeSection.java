package dev.signet.authority.config;

import dev.signet.authority.token.exchange.ExchangeMode;
import dev.signet.authority.token.exchange.ExchangeRule;
import dev.signet.authority.token.exchange.ExchangeRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who may exchange tokens: one rule a name. */
final class ExchangeSection {
  private static final String SECTION = "exchange";

  private final ConfigReader reader;

  ExchangeSection(ConfigReader reader) {
    this.reader = reader;
  }

  ExchangeRules read() {
    Set<String> names = new TreeSet<>();
    List.of("client", "mode", "audiences", "scopes", "rebind")
        .forEach(setting -> names.addAll(reader.names(SECTION, setting)));
    List<ExchangeRule> rules = new ArrayList<>();
    Map<List<Object>, String> taken = new HashMap<>();
    for (String name : names) {
      rule(name)
          .ifPresent(
              rule -> {
                String other = taken.putIfAbsent(List.of(rule.client(), rule.mode()), name);
                if (other == null) {
                  rules.add(rule);
                } else {
                  reader.fault(
                      SECTION + '.' + name,
                      "is for the client and the mode of " + other + ": make them one");
                }
              });
    }
    return new ExchangeRules(rules);
  }

  private Optional<ExchangeRule> rule(String name) {
    String start = SECTION + '.' + name + '.';
    String client = reader.text(start + "client", "");
    if (client.isEmpty()) {
      reader.fault(start + "client", "is missing: name the client that may exchange");
    }
    if (reader.find(start + "mode").isEmpty()) {
      reader.fault(start + "mode", "is missing: set delegation or impersonation");
    }
    ExchangeMode mode = reader.choice(start + "mode", ExchangeMode.DELEGATION);
    List<String> audiences = reader.words(start + "audiences");
    if (audiences.isEmpty()) {
      reader.fault(start + "audiences", "is missing: name for whom the new tokens may be");
    }
    List<String> scopes = reader.words(start + "scopes");
    boolean rebind = reader.flag(start + "rebind", false);
    return client.isEmpty() || audiences.isEmpty()
        ? Optional.empty()
        : Optional.of(new ExchangeRule(client, mode, audiences, scopes, rebind));
  }
}
