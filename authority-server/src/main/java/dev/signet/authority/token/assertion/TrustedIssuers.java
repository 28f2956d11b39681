package dev.signet.authority.token.assertion;

import dev.signet.validator.assertion.AssertionKeys;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The issuers that are trusted, with their keys. Thread-safe. */
public final class TrustedIssuers implements AutoCloseable {
  private final Map<String, Trusted> byIssuer = new LinkedHashMap<>();

  /** An issuer and its keys. */
  record Trusted(TrustedIssuer issuer, AssertionKeys keys) {}

  /**
   * Opens the keys of some issuers, each once.
   *
   * @throws IllegalArgumentException if keys that were handed over cannot be used
   */
  public TrustedIssuers(List<TrustedIssuer> issuers, Clock clock) {
    issuers.forEach(
        each -> byIssuer.put(each.issuer(), new Trusted(each, each.evidence().open(clock))));
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return byIssuer.isEmpty();
  }

  /** The issuer of this {@code iss}, if this client may present its assertions. */
  Optional<Trusted> find(String issuer, String client) {
    return Optional.ofNullable(byIssuer.get(issuer))
        .filter(each -> each.issuer().limits().clients().contains(client));
  }

  @Override
  public void close() {
    byIssuer.values().forEach(each -> each.keys().close());
  }
}
