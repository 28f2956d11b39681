package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.SignedToken;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An assertion as it was sent: read, and not believed. Immutable; {@link #toString} says nothing of
 * it.
 */
public final class ClaimedAssertion {
  private final @Nullable Parts parts;
  private final AssertionVerdict unreadable;

  private ClaimedAssertion(@Nullable Parts parts, AssertionVerdict unreadable) {
    this.parts = parts;
    this.unreadable = unreadable;
  }

  /** What a text that could be read says. */
  private record Parts(CompactToken token, Map<String, @Nullable Object> header, Claims claims) {
    static Parts of(String text, int maxChars) throws Refusal {
      CompactToken token = CompactToken.read(text, maxChars);
      Map<String, @Nullable Object> header = HeaderRules.parse(token.header());
      // RFC 8725 §3.1: what carries a key or leads to one is not believed, and nothing is fetched.
      HeaderRules.judgeMembers(header);
      return new Parts(token, header, ClaimRules.parse(token.payload()));
    }
  }

  /**
   * Reads the strict compact form with strict JSON inside; what is none is refused when it is
   * judged.
   *
   * @param maxChars the longest text that is read; exactly as long is taken
   */
  public static ClaimedAssertion read(String text, int maxChars) {
    try {
      return new ClaimedAssertion(
          Parts.of(text, maxChars), new AssertionVerdict.Refused(Reason.INTERNAL, ""));
    } catch (Refusal refusal) {
      return new ClaimedAssertion(null, verdict(refusal));
    }
  }

  /** The issuer that it claims; empty if it claims none. */
  public String issuer() {
    return parts != null && parts.claims().get("iss") instanceof String issuer ? issuer : "";
  }

  /**
   * Judges it; keys are asked for only when all else is right, and a signature is verified last.
   *
   * @param now the time, read once
   */
  public AssertionVerdict judge(AssertionRules rules, AssertionKeys keys, Instant now) {
    if (parts == null) {
      return unreadable;
    }
    try {
      // 1 header rules
      String algorithm = rules.judge(parts.header());
      parts.token().signature();
      // 2 claim rules
      Assertion assertion = rules.judge(parts.claims(), now);
      // 3 the issuer's key
      VerifyingKey key = keys.choose(algorithm, keyId(parts.header()));
      // 4 verify
      new SignedToken(parts.token(), key).judge();
      return new AssertionVerdict.Accepted(assertion);
    } catch (Refusal refusal) {
      return verdict(refusal);
    }
  }

  private static Optional<String> keyId(Map<String, @Nullable Object> header) {
    return header.get("kid") instanceof String id ? Optional.of(id) : Optional.empty();
  }

  private static AssertionVerdict verdict(Refusal refusal) {
    return refusal.reason().httpStatus() == 503
        ? new AssertionVerdict.Unavailable(refusal.reason(), refusal.retryAfter())
        : new AssertionVerdict.Refused(refusal.reason(), refusal.claim().orElse(""));
  }

  @Override
  public String toString() {
    return "ClaimedAssertion";
  }
}
