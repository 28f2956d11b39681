package dev.signet.quota;

import dev.signet.quota.count.Notice;
import dev.signet.validator.Token;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whose call a token makes, and what they may ask for; immutable. */
final class CountingRules {
  private static final String ACTOR = "act";
  private static final String NOBODY = "";

  private final @Nullable Allowance withoutClaim;
  private final @Nullable Allowance ofServices;
  private final PublishedAllowances published;

  CountingRules(HolderQuotasBuilder settings) {
    this.withoutClaim = settings.withoutClaim;
    this.ofServices = settings.ofServices;
    this.published = settings.published;
  }

  /** The call to count; empty if nothing limits it. */
  Optional<CountedCall> judge(Token token) throws QuotaClaim.MalformedException {
    Optional<QuotaClaim> claim = QuotaClaim.read(token.claims());
    Optional<Token.Actor> actor = token.actor();
    if (ofServices != null && actor.isPresent()) {
      return Optional.of(ofService(token, actor.get(), ofServices));
    }
    return claim
        .map(said -> byClaim(token, said))
        .or(
            () ->
                Optional.ofNullable(withoutClaim).map(a -> CountedCall.of(token, Party.HOLDER, a)));
  }

  private CountedCall byClaim(Token token, QuotaClaim claim) {
    CountedCall call = CountedCall.of(token, claim.of(), claim.allowance());
    return claim.live() ? call.with(notice(call)) : call;
  }

  private Notice notice(CountedCall call) {
    // Asked first, so that it is no later than what is looked into.
    Optional<Instant> asOf = published.completeAsOf(call.issuer());
    return published
        .find(call.issuer(), call.of(), call.name())
        .map(CountedCall::given)
        .or(() -> asOf.map(CountedCall::takenBack))
        .orElse(Notice.UNKNOWN);
  }

  /**
   * RFC 8693 §4.1: the outermost actor is who calls; its name is of another issuer if it says so.
   * One without a name is known by the application that its token was issued to.
   */
  private static CountedCall ofService(Token token, Token.Actor actor, Allowance allowance) {
    String name =
        actor
            .subject()
            .map(subject -> actor.issuer().orElse(NOBODY) + ' ' + subject)
            .orElse(NOBODY);
    return name.isEmpty()
        ? CountedCall.of(token, Party.APPLICATION, allowance)
        : new CountedCall(token.issuer(), ACTOR, name, allowance, token.issuedAt());
  }
}
