package dev.signet.authority.storage;

import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Valid records, for tests that change one thing in them. */
public final class TestRecords {
  /** When the records of these tests begin. */
  public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final List<String> PROVIDES = List.of("reports", "archive");

  private TestRecords() {}

  /** Takes back all tokens that were issued before a time. */
  public static TokensIssuedBefore everythingBefore(Instant time) {
    return new TokensIssuedBefore(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
  }

  /** A token that lives for ten minutes. */
  public static TokenRecord token(String jti) {
    return tokenExpiringAt(jti, NOW.plusSeconds(600));
  }

  /** A token of a given expiry. */
  public static TokenRecord tokenExpiringAt(String jti, Instant expiresAt) {
    return new TokenRecord(
        jti,
        "alice@example.org",
        "reports",
        List.of("https://orders.example.org", "billing"),
        ordered("orders:read", "billing", "admin"),
        NOW,
        expiresAt,
        "VuG5i0IGN0PpkKtgqLyCQ5tGhjrg0b0d7cGNH1ZgtG4",
        List.of("parent", "grandparent"));
  }

  /** An enabled application. */
  public static ConsumerRecord application(String name) {
    return consumer(name, ConsumerKind.APPLICATION);
  }

  /** An enabled user. */
  public static ConsumerRecord user(String name) {
    return consumer(name, ConsumerKind.USER);
  }

  private static ConsumerRecord consumer(String name, ConsumerKind kind) {
    return new ConsumerRecord(
        name, kind, "hmac-sha256:stored", true, rights(), PROVIDES, details(), NOW);
  }

  /** Rights with everything in them. */
  public static TokenRights rights() {
    return new TokenRights(
        List.of("orders", "billing"),
        ordered("orders:write", "orders:read"),
        Optional.of(Duration.ofMinutes(10)),
        ordered("urn:example:grant", "client_credentials"),
        TokenRights.Bound.EITHER);
  }

  /** One detail of each kind of value. */
  public static Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("name", "Zoë \"the\" Tester");
    details.put("email_verified", true);
    details.put("roles", List.of("reader", "auditor"));
    return details;
  }

  private static Set<String> ordered(String... values) {
    return new LinkedHashSet<>(List.of(values));
  }
}
