package dev.signet.quota;

import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** An accepted token, and the means to change one thing in it; each one made has a fresh id. */
public final class TestToken {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final Map<String, Object> claims = new LinkedHashMap<>();
  private String issuer = "https://auth.example.com";
  private String subject = "alice";
  private String clientId = "shop";
  private Instant issuedAt = HandClock.START;

  /** A token of alice by shop, without the claim. */
  public static TestToken valid() {
    return new TestToken();
  }

  /** One whose holder has so many calls an hour. */
  public static TestToken withLimit(long limit) {
    return valid().quota(Map.of("of", "sub", "limit", limit, "window", 3_600L));
  }

  TestToken issuer(String name) {
    issuer = name;
    return this;
  }

  TestToken subject(String name) {
    subject = name;
    return this;
  }

  TestToken clientId(String name) {
    clientId = name;
    return this;
  }

  TestToken issuedAfter(Duration time) {
    issuedAt = HandClock.START.plus(time);
    return this;
  }

  TestToken quota(Object claim) {
    claims.put("quota", claim);
    return this;
  }

  TestToken actor(Map<String, Object> act) {
    claims.put("act", act);
    return this;
  }

  TestToken boundTo(String member) {
    claims.put("cnf", Map.of(member, "A".repeat(43)));
    return this;
  }

  /** The token. */
  public Token token() {
    return new Token(
        issuer,
        Set.of("https://api.example.com"),
        clientId,
        "jti-" + NUMBER.incrementAndGet(),
        issuedAt,
        issuedAt.plus(Duration.ofHours(1)),
        Set.of(),
        new Holder(subject, Holder.Type.USER, Map.of()),
        claims);
  }
}
