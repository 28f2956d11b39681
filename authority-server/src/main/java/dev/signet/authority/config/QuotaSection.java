package dev.signet.authority.config;

import dev.signet.authority.quota.ListSettings;
import dev.signet.authority.quota.QuotaSettings;
import dev.signet.authority.quota.QuotaSettings.Charged;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How much requestors may ask for; as much as they like until something is named. */
final class QuotaSection {
  private static final String AUDIENCES = "audiences";
  private static final String CALLS = "calls";

  private final ConfigReader reader;

  QuotaSection(ConfigReader reader) {
    this.reader = reader;
  }

  QuotaSettings read() {
    return new QuotaSettings(
        byKind("quotas.issuing."),
        reader.choice("quotas.exchangesOf", Charged.CLIENT),
        byKind("quotas.calls."),
        byAudience(),
        counted("quotas.callsOf"),
        reader.flag("quotas.live", false),
        list());
  }

  private ListSettings list() {
    ListSettings usual = ListSettings.DEFAULT;
    Duration second = Duration.ofSeconds(1);
    Duration ttl = reader.duration("quotas.ttl", usual.ttl(), second, Duration.ofHours(1));
    Duration believeFor =
        reader.duration("quotas.believeFor", usual.believeFor(), second, Duration.ofDays(30));
    if (believeFor.compareTo(ttl.multipliedBy(2)) < 0) {
      reader.fault(
          "quotas.believeFor",
          String.format(
              Locale.ROOT,
              "(%s) is less than twice quotas.ttl (%s): raise the one or lower the other",
              believeFor,
              ttl));
      return usual;
    }
    return new ListSettings(ttl, believeFor);
  }

  private Map<ConsumerKind, Rate> byKind(String section) {
    Map<ConsumerKind, Rate> rates = new EnumMap<>(ConsumerKind.class);
    for (ConsumerKind kind : ConsumerKind.values()) {
      String key = section + kind.name().toLowerCase(Locale.ROOT);
      reader.find(key).flatMap(text -> rate(key, text)).ifPresent(rate -> rates.put(kind, rate));
    }
    return rates;
  }

  private Map<String, Rate> byAudience() {
    Map<String, Rate> rates = new HashMap<>();
    reader
        .named(AUDIENCES, CALLS)
        .forEach(
            (audience, text) ->
                rate(AUDIENCES + '.' + audience + '.' + CALLS, text)
                    .ifPresent(rate -> rates.put(audience, rate)));
    return rates;
  }

  private Optional<Rate> rate(String key, String text) {
    Optional<Rate> rate = Durations.parseRate(text);
    if (rate.isEmpty()) {
      reader.fault(key, "is not " + Durations.A_RATE);
    }
    return rate;
  }

  private Counted counted(String key) {
    String claim = reader.text(key, Counted.SUB.claim());
    Optional<Counted> counted = Counted.find(claim);
    if (counted.isEmpty()) {
      reader.fault(key, "is not " + Counted.all());
    }
    return counted.orElse(Counted.SUB);
  }
}
