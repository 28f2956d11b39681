package dev.signet.validator.explain;

import dev.signet.validator.Explanation.Check;
import dev.signet.validator.Explanation.Outcome;
import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.Verdict;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.revocation.Revocable;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.Claims;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.rules.TimeRules;
import dev.signet.validator.rules.TokenTimes;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.SignedToken;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the rules of a check one at a time, in their order, and goes on behind one that refuses.
 *
 * <p>It has no rule of its own: each step calls the very object that judges requests. Made for one
 * token; not thread-safe.
 */
public final class Explainer {
  private static final String OFFERS_NONE = "the authority offers no revocation list";
  private static final String NO_LIST = "there is no revocation list that can be used";

  private final HeaderRules headerRules;
  private final KeySupply keys;
  private final ClaimRules claimRules;
  private final RevocationSupply revocations;
  private final @Nullable Reason decided;
  private final CheckList checks = new CheckList();

  /**
   * Makes an explainer of the rules of one validator.
   *
   * @param verdict its verdict on the token, which alone tells that the key of a token seen before
   *     has gone, and that no signature was asked for
   */
  public Explainer(
      HeaderRules headerRules,
      KeySupply keys,
      ClaimRules claimRules,
      RevocationSupply revocations,
      Verdict verdict) {
    this.headerRules = headerRules;
    this.keys = keys;
    this.claimRules = claimRules;
    this.revocations = revocations;
    this.decided = verdict instanceof Verdict.Refused refused ? refused.reason() : null;
  }

  /** Asks every rule that can be asked. */
  public List<Check> explain(String token, int maxChars, Instant now) {
    CompactToken compact = read(token, maxChars);
    Map<String, @Nullable Object> header =
        checks.read(
            "header", compact, c -> HeaderRules.parse(c.header()), c -> "must be strict JSON");
    judgeHeader(header);
    String keyId =
        checks.read(
            "kid", header, HeaderRules::judgeKeyId, h -> "kid is " + Quote.of(h.get("kid")));
    byte[] signature =
        checks.read("signed", compact, CompactToken::signature, c -> "must not be empty");
    VerifyingKey key =
        checks.read(
            "key",
            keyId == null ? null : header,
            this::keyOf,
            h -> "must be there now, and be for alg " + Quote.of(h.get("alg")));
    judgeSignature(signature == null ? null : compact, key);
    Claims claims =
        checks.read(
            "payload", compact, c -> ClaimRules.parse(c.payload()), c -> "must be strict JSON");
    judgeClaims(claims, now);
    checks.judge(
        "revocation",
        revocable(claims, keyId),
        found -> revocations.recheck(found, now.toEpochMilli()),
        found -> inForce(now));
    return checks.toList();
  }

  private @Nullable CompactToken read(String token, int maxChars) {
    String size = token.length() + " characters, of at most " + maxChars;
    String form = "must be three base64url segments in their one spelling";
    try {
      CompactToken compact = CompactToken.read(token, maxChars);
      checks.add("length", Outcome.PASSED, size);
      checks.add("form", Outcome.PASSED, form);
      return compact;
    } catch (Refusal refusal) {
      if (refusal.reason() == Reason.TOO_LARGE) {
        checks.fail("length", refusal, size + ", its header at most 2 KiB");
        checks.add("form", Outcome.NOT_REACHED, "a token of that length is not read");
      } else {
        checks.add("length", Outcome.PASSED, size);
        checks.fail("form", refusal, form);
      }
      return null;
    }
  }

  private void judgeHeader(@Nullable Map<String, @Nullable Object> header) {
    checks.judge(
        "members",
        header,
        HeaderRules::judgeMembers,
        h -> "alg must be there; jwk, jku, x5u, x5c, b64, zip, cty and crit must not");
    checks.judge(
        "algorithm",
        header,
        headerRules::judgeAlgorithm,
        h ->
            "alg is "
                + Quote.of(h.get("alg"))
                + ", accepted are "
                + sorted(headerRules.algorithms()));
    checks.judge(
        "type",
        header,
        headerRules::judgeType,
        h -> "typ is " + Quote.of(h.get("typ")) + ", accepted is " + headerRules.type());
  }

  /** The same words for the same settings. */
  private static Set<String> sorted(Set<String> names) {
    return new TreeSet<>(names);
  }

  private VerifyingKey keyOf(Map<String, @Nullable Object> header) throws Refusal {
    if (decided == Reason.KEY_REVOKED) {
      throw Refusal.of(Reason.KEY_REVOKED);
    }
    KeySupply.Chosen chosen = keys.choose(HeaderRules.judgeKeyId(header));
    return chosen.keyFor(header.get("alg") instanceof String algorithm ? algorithm : "");
  }

  private void judgeSignature(@Nullable CompactToken token, @Nullable VerifyingKey key) {
    if (decided == Reason.EXPIRED) {
      checks.add("signature", Outcome.NOT_REACHED, "an expired token is refused without it");
      return;
    }
    checks.judge(
        "signature",
        token == null || key == null ? null : new SignedToken(token, key),
        SignedToken::judge,
        signed -> "must be made by that key over this header and payload");
  }

  private void judgeClaims(@Nullable Claims claims, Instant now) {
    checks.judge(
        "issuer",
        claims,
        claimRules::judgeIssuer,
        c -> "iss is " + Quote.of(c.get("iss")) + ", accepted is " + claimRules.issuer());
    checks.judge(
        "audience",
        claims,
        claimRules::judgeAudience,
        c ->
            "aud is " + Quote.of(c.get("aud")) + ", accepted is " + sorted(claimRules.audiences()));
    checks.judge("claims", claims, claimRules::read, this::required);
    checks.judge(
        "binding",
        claims,
        ClaimRules::judgeBinding,
        c -> "cnf is " + (c.has("cnf") ? "there, and no proof of its key" : "missing"));
    judgeTimes(timesOf(claims), now);
  }

  private void judgeTimes(@Nullable TokenTimes times, Instant now) {
    TimeRules rules = claimRules.times();
    long millis = now.toEpochMilli();
    String clock = "; it is " + now + " here, tolerance " + rules.clockSkew() + skew(now);
    checks.judge(
        "issued-at",
        times,
        t -> rules.judgeIssuedAt(t, millis),
        t -> "iat is " + t.issuedAt() + clock);
    checks.judge(
        "lifetime",
        times,
        rules::judgeLifetime,
        t ->
            "from iat "
                + t.issuedAt()
                + " to exp "
                + t.expiresAt()
                + ", at most "
                + rules.longestLifetime());
    checks.judge(
        "not-before",
        times,
        t -> rules.judgeNotBefore(t, millis),
        t -> "valid from " + t.notBefore() + clock);
    checks.judge(
        "expiry", times, t -> rules.judgeExpiry(t, millis), t -> "exp is " + t.expiresAt() + clock);
  }

  /** What turns "not yet valid" into a clock to be set. */
  private String skew(Instant now) {
    return keys.state(now)
        .clockSkew()
        .map(ahead -> "; this clock is " + ValidatorState.ClockSkew.inWords(ahead))
        .orElse("");
  }

  /** What is wrong with the times is already said by the check of the claims. */
  private static @Nullable TokenTimes timesOf(@Nullable Claims claims) {
    try {
      return claims == null ? null : TokenTimes.of(claims);
    } catch (Refusal refusal) {
      return null;
    }
  }

  /** What is wrong with the claims is already said by their check. */
  private @Nullable Revocable revocable(@Nullable Claims claims, @Nullable String keyId) {
    try {
      return claims == null || keyId == null
          ? null
          : new Revocable(claimRules.read(claims).token(), keyId);
    } catch (Refusal refusal) {
      return null;
    }
  }

  private String inForce(Instant now) {
    return revocations
        .state(now)
        .map(
            state ->
                state.sequence().isPresent()
                    ? "must not be named by the list of seq " + state.sequence().getAsLong()
                    : state.survivesUntil().map(end -> OFFERS_NONE).orElse(NO_LIST))
        .orElse("revocations are not asked for here");
  }

  private String required(Claims claims) {
    String missing =
        claimRules.required().stream()
            .filter(name -> !claims.has(name))
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? "must be of their types, the times in an order that can be true"
        : "missing " + missing;
  }
}
