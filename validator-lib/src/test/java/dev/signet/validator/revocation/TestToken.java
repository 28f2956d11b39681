package dev.signet.validator.revocation;

import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One live token, and the means to change one thing in what a list can name of it. */
record TestToken(
    String id,
    String subject,
    String clientId,
    String keyId,
    List<String> audience,
    Map<String, Object> claims) {

  static TestToken valid() {
    return new TestToken(
        "3q2-7w", "alice", "shop", "ed-1", List.of("https://api.example.com"), Map.of());
  }

  TestToken withId(String newId) {
    return new TestToken(newId, subject, clientId, keyId, audience, claims);
  }

  TestToken of(String newSubject, String newClient) {
    return new TestToken(id, newSubject, newClient, keyId, audience, claims);
  }

  TestToken underKey(String newKey) {
    return new TestToken(id, subject, clientId, newKey, audience, claims);
  }

  TestToken forAudience(String... names) {
    return new TestToken(id, subject, clientId, keyId, List.of(names), claims);
  }

  TestToken claim(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(claims);
    more.put(name, value);
    return new TestToken(id, subject, clientId, keyId, audience, more);
  }

  TestToken issuedAt(Instant time) {
    return claim("iat", time.getEpochSecond());
  }

  Revocable revocable() {
    return new Revocable(token(), keyId);
  }

  /** As the claim rules read it: a fraction of {@code iat} is rounded up. */
  Token token() {
    double iat =
        ((Number) claims.getOrDefault("iat", TestDocument.NOW.getEpochSecond() - 60)).doubleValue();
    Instant issuedAt = Instant.ofEpochSecond((long) Math.ceil(iat));
    return new Token(
        TestDocument.ISSUER,
        new LinkedHashSet<>(audience),
        clientId,
        id,
        issuedAt,
        issuedAt.plus(Duration.ofMinutes(5)),
        Set.of(),
        new Holder(subject, Holder.Type.USER, Map.of()),
        claims);
  }
}
