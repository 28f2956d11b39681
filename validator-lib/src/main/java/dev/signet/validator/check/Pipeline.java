package dev.signet.validator.check;

import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import dev.signet.validator.cache.VerifiedTokens;
import dev.signet.validator.cache.VerifiedTokens.Verified;
import dev.signet.validator.revocation.Revocable;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.ClaimRules.Claimed;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.HeaderRules.Header;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.rules.Sender;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.SignedToken;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The steps of a check, in their order. Thread-safe. */
public final class Pipeline {
  private final Rules rules;
  private final KeySupply keys;
  private final RevocationSupply revocations;
  private final VerifiedTokens verifiedTokens;
  private final Clock clock;
  private final String challengeStart;

  /**
   * What a token is judged by.
   *
   * @param header the rules of its header
   * @param claims the rules of its claims and times
   * @param maxTokenBytes the longest token to read
   */
  public record Rules(HeaderRules header, ClaimRules claims, int maxTokenBytes) {}

  /** Makes a pipeline; its verdicts begin challenges so. */
  public Pipeline(
      Rules rules,
      KeySupply keys,
      RevocationSupply revocations,
      VerifiedTokens verifiedTokens,
      Clock clock,
      String challengeStart) {
    this.rules = rules;
    this.keys = keys;
    this.revocations = revocations;
    this.verifiedTokens = verifiedTokens;
    this.clock = clock;
    this.challengeStart = challengeStart;
  }

  /**
   * Accepts a token that this sender may present.
   *
   * @throws Refusal if it is not good, or cannot be judged now
   */
  public Verdict.Accepted judge(String token, Sender sender) throws Refusal {
    @Nullable Verified known = verifiedTokens.find(token);
    return known == null ? firstSeen(token, sender) : repeated(token, known, sender);
  }

  private Verdict.Accepted firstSeen(String token, Sender sender) throws Refusal {
    // 1 strict compact form
    CompactToken compact = CompactToken.read(token, rules.maxTokenBytes());
    // 2 header rules
    Header header = rules.header().judge(compact);
    compact.signature();
    // 3 key by kid from the current set
    KeySupply.Chosen chosen = keys.choose(header.keyId());
    SignedToken signed = new SignedToken(compact, chosen.keyFor(header.algorithm()));
    // 4 claim rules, clock read once; 5 verify
    long now = clock.millis();
    Claimed claimed = judgeClaims(signed, now, sender);
    signed.judge();
    rules.header().remember(compact, header);
    Verdict.Accepted fresh =
        new Verdict.Accepted(claimed.token(), Optional.empty(), challengeStart);
    // 6 revocation
    Revocable revocable = new Revocable(claimed.token(), header.keyId());
    Optional<Duration> staleRevocations = revocations.judge(revocable);
    verifiedTokens.add(
        new Verified(
            token, fresh, signed.key(), revocable, claimed.times(), rules.claims().times()),
        now);
    return accepted(fresh, chosen.staleFor(), staleRevocations);
  }

  /**
   * To refuse on a claim nobody has verified is sound, to accept never is: an expired token, which
   * comes often, costs no signature. Every other fault of a forged token is named {@code
   * bad_signature}, as the claims are not its authority's.
   */
  private Claimed judgeClaims(SignedToken signed, long now, Sender sender) throws Refusal {
    try {
      Claimed claimed = rules.claims().judge(signed.token().payload(), sender);
      rules.claims().times().judge(claimed.times(), now);
      return claimed;
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.EXPIRED) {
        signed.judge();
      }
      throw refusal;
    }
  }

  /** Steps 1 to 5 are the same for the same text; what can change since is judged anew. */
  private Verdict.Accepted repeated(String token, Verified known, Sender sender) throws Refusal {
    // Who verified it before may have been its holder, and who sends it now a thief.
    sender.judge(known.accepted().token());
    try {
      long now = clock.millis();
      if (!known.isTimely(now)) {
        // Throws, with the name of the rule.
        rules.claims().times().judge(known.times(), now);
      }
      Optional<Duration> staleKeys = keys.recheck(known.key(), now);
      return accepted(known.accepted(), staleKeys, revocations.recheck(known.revocable(), now));
    } catch (Refusal refusal) {
      if (refusal.reason() == Reason.KEY_REVOKED) {
        verifiedTokens.forget(known.key());
      } else if (refusal.reason() == Reason.EXPIRED) {
        verifiedTokens.forget(token);
      }
      throw refusal;
    }
  }

  /** Flagged with the greater age, of keys or of revocations, where a refresh is overdue. */
  private static Verdict.Accepted accepted(
      Verdict.Accepted fresh, Optional<Duration> staleKeys, Optional<Duration> staleRevocations) {
    if (staleKeys.isEmpty() && staleRevocations.isEmpty()) {
      return fresh;
    }
    Optional<Duration> staleFor =
        Stream.concat(staleKeys.stream(), staleRevocations.stream()).max(Comparator.naturalOrder());
    return new Verdict.Accepted(fresh.token(), staleFor, fresh.challengeStart());
  }
}
