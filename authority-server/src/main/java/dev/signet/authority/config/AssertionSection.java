package dev.signet.authority.config;

import dev.signet.authority.directory.Details;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.token.assertion.AssertionLimits;
import dev.signet.authority.token.assertion.HolderRule;
import dev.signet.authority.token.assertion.IssuerEvidence;
import dev.signet.authority.token.assertion.TrustedIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whose assertions are taken for tokens: a section for each name that the operator chose. */
final class AssertionSection {
  private static final String SECTION = "assertions";
  private static final List<String> SETTINGS =
      List.of(
          "issuer",
          "jwksUri",
          "keysFile",
          "audience",
          "algorithms",
          "types",
          "longestLifetime",
          "replay",
          "subject",
          "prefix",
          "holder",
          "claims",
          "clients",
          "audiences",
          "scopes",
          "lifetime");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final ConfigReader reader;
  private final String ownIssuer;

  AssertionSection(ConfigReader reader, String ownIssuer) {
    this.reader = reader;
    this.ownIssuer = ownIssuer;
  }

  List<TrustedIssuer> read() {
    Set<String> names = new TreeSet<>();
    SETTINGS.forEach(setting -> names.addAll(reader.named(SECTION, setting).keySet()));
    Map<String, String> taken = new HashMap<>();
    List<TrustedIssuer> issuers = new ArrayList<>();
    for (String name : names) {
      issuer(name)
          .ifPresent(
              issuer -> {
                issuers.add(issuer);
                String other = taken.putIfAbsent(issuer.issuer(), name);
                if (other != null) {
                  reader.fault(
                      key(name, "issuer"), "is the issuer of " + other + ": make them one section");
                }
              });
    }
    return issuers;
  }

  private Optional<TrustedIssuer> issuer(String name) {
    // All of them, so that every fault is told.
    Optional<IssuerEvidence> evidence =
        new AssertionEvidence(reader, key(name, ""), ownIssuer).read();
    Optional<HolderRule> holder = holder(name);
    Optional<AssertionLimits> limits = limits(name);
    return evidence.isPresent() && holder.isPresent() && limits.isPresent()
        ? Optional.of(new TrustedIssuer(name, evidence.get(), holder.get(), limits.get()))
        : Optional.empty();
  }

  private Optional<HolderRule> holder(String name) {
    String prefix = reader.text(key(name, "prefix"), "");
    if (!HolderRule.isPrefix(prefix)) {
      reader.fault(
          key(name, "prefix"),
          "does not set names apart from those of consumers: give visible ASCII with a character"
              + " that no consumer's name has, such as idp/ or idp|");
    }
    ConsumerKind kind = reader.choice(key(name, "holder"), ConsumerKind.USER);
    String subject = reader.text(key(name, "subject"), "sub");
    Map<String, String> details = claims(name);
    return HolderRule.isPrefix(prefix)
        ? Optional.of(new HolderRule(subject, prefix, kind, details))
        : Optional.empty();
  }

  /** Each is {@code detail=claim}: our name of it, and theirs. */
  private Map<String, String> claims(String name) {
    Map<String, String> details = new LinkedHashMap<>();
    for (String pair : reader.words(key(name, "claims"))) {
      int equals = pair.indexOf('=');
      boolean mapped = equals > 0 && equals + 1 < pair.length();
      String detail = mapped ? pair.substring(0, equals) : pair;
      boolean known = mapped && Details.names().contains(detail);
      if (!known || details.put(detail, pair.substring(equals + 1)) != null) {
        reader.fault(
            key(name, "claims"),
            "is not detail=claim, each detail once, of " + String.join(", ", Details.names()));
      }
    }
    return details;
  }

  private Optional<AssertionLimits> limits(String name) {
    Set<String> clients = required(name, "clients", "name the clients that may present them");
    Set<String> audiences = required(name, "audiences", "name for whom the tokens may be");
    Set<String> scopes = new LinkedHashSet<>(reader.words(key(name, "scopes")));
    Duration lifetime = reader.duration(key(name, "lifetime"), Duration.ofMinutes(10), SECOND, DAY);
    return clients.isEmpty() || audiences.isEmpty()
        ? Optional.empty()
        : Optional.of(new AssertionLimits(clients, audiences, scopes, lifetime));
  }

  private Set<String> required(String name, String setting, String fix) {
    Set<String> words = new LinkedHashSet<>(reader.words(key(name, setting)));
    if (words.isEmpty()) {
      reader.fault(key(name, setting), "is missing: " + fix);
    }
    return words;
  }

  private static String key(String name, String setting) {
    return SECTION + '.' + name + '.' + setting;
  }
}
