package dev.signet.quota;

import dev.signet.quota.QuotaVerdict.Standing;
import dev.signet.quota.count.Call;
import dev.signet.quota.count.SharedCounts;
import dev.signet.quota.count.Tally;
import dev.signet.validator.Token;
import java.util.Objects;
import java.util.Optional;

/**
 * Counts the calls of each holder, by the {@code quota} claim of accepted tokens, so that any
 * number of fresh tokens buys nothing.
 *
 * <pre>{@code
 * HolderQuotas quotas = HolderQuotas.local().withoutClaim(Allowance.perMinute(600)).build();
 *
 * QuotaVerdict verdict = quotas.take(accepted.token());
 * verdict.headers().forEach(response::setHeader);
 * if (!verdict.allowed()) {
 *   response.setStatus(verdict.httpStatus());
 * }
 * }</pre>
 *
 * <p>Thread-safe: make one for each count and keep it. A local decision takes about two
 * microseconds and does no I/O; a shared one asks its store and waits at most {@link
 * HolderQuotasBuilder#longestWait}.
 */
public final class HolderQuotas implements AutoCloseable {
  private final String name;
  private final CountingRules rules;
  private final CountingPlace place;
  private final VerdictCounters counters = new VerdictCounters();

  HolderQuotas(HolderQuotasBuilder settings, CountingPlace place) {
    this.name = settings.name;
    this.rules = new CountingRules(settings);
    this.place = place;
  }

  /** Starts building quotas that are counted in this process. */
  public static HolderQuotasBuilder local() {
    return new HolderQuotasBuilder(null);
  }

  /**
   * Starts building quotas that several processes count together, in {@code
   * dev.signet.quota.redis.RedisCounts} or {@code dev.signet.quota.postgres.PostgresCounts}.
   */
  public static HolderQuotasBuilder shared(SharedCounts counts) {
    return new HolderQuotasBuilder(Objects.requireNonNull(counts, "counts"));
  }

  /** Counts a call with this token, which a validator has accepted. */
  public QuotaVerdict take(Token token) {
    return take(token, 1);
  }

  /**
   * Counts a call that costs as much as so many. It passes whole or not at all; one that costs more
   * than the limit never passes.
   *
   * @throws IllegalArgumentException if {@code cost} is below 1
   */
  public QuotaVerdict take(Token token, long cost) {
    if (cost < 1) {
      throw new IllegalArgumentException("cost is below 1: " + cost);
    }
    return counters.count(judge(token, cost));
  }

  private QuotaVerdict judge(Token token, long cost) {
    Optional<CountedCall> call;
    try {
      call = rules.judge(token);
    } catch (QuotaClaim.MalformedException e) {
      return new QuotaVerdict.Malformed(String.valueOf(e.getMessage()), scheme(token));
    }
    return call.map(counted -> count(counted, cost)).orElseGet(QuotaVerdict.Unlimited::new);
  }

  /** A token that is bound to a key passes under DPoP alone. */
  private static String scheme(Token token) {
    return token.confirmation().flatMap(Token.Confirmation::keyThumbprint).isPresent()
        ? "DPoP"
        : "Bearer";
  }

  private QuotaVerdict count(CountedCall call, long cost) {
    Tally tally = place.counts().take(new Call(call.key(name), call.ration(), call.notice(), cost));
    Standing standing =
        new Standing(
            name,
            new Allowance(tally.limit(), tally.window()),
            tally.remaining(),
            tally.untilReset());
    return tally.taken() ? new QuotaVerdict.Allowed(standing) : new QuotaVerdict.Exceeded(standing);
  }

  /** How the quotas stand now. */
  public QuotaState state() {
    return place.state(counters.read(place.countedHere()));
  }

  /** Gives up the connections to a shared store and forgets what is counted in this process. */
  @Override
  public void close() {
    place.counts().close();
  }
}
