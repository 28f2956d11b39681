package dev.signet.benchmarks.storm;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * One thread that checks good tokens at a steady pace: by turns one never seen before and one of
 * 256 that were. For one thread.
 */
final class GoodTraffic {
  private static final int REPEATED = 256;

  private final TokenValidator validator;
  private final TokenMint mint;
  private final int perSecond;
  private final List<PresentedToken> repeated;

  GoodTraffic(TokenValidator validator, TokenMint mint, int perSecond) {
    this.validator = validator;
    this.mint = mint;
    this.perSecond = perSecond;
    this.repeated = mint.distinctTokens(REPEATED);
    repeated.forEach(this::accept);
  }

  /**
   * Times of one run.
   *
   * @param firstSeen checks of tokens never seen before, from their begin
   * @param repeated checks of tokens seen before, from their begin
   * @param sinceDue checks of all, from when the token was due: with the time that the thread
   *     itself had to wait for a processor
   */
  record Times(Latencies firstSeen, Latencies repeated, Latencies sinceDue) {}

  /** Makes the tokens of one run. */
  List<PresentedToken> prepare(Duration time) {
    return mint.distinctTokens((int) Pace.startingNow(perSecond).within(time) / 2);
  }

  /** Checks until the tokens are used up. */
  Times run(List<PresentedToken> unseen) {
    Times times = new Times(new Latencies(), new Latencies(), new Latencies());
    Pace pace = Pace.startingNow(perSecond);
    for (int i = 0; i < unseen.size(); i++) {
      check(unseen.get(i), pace, 2L * i, times.firstSeen(), times.sinceDue());
      PresentedToken seen = repeated.get(i % REPEATED);
      check(seen, pace, 2L * i + 1, times.repeated(), times.sinceDue());
    }
    return times;
  }

  private void check(
      PresentedToken token, Pace pace, long index, Latencies own, Latencies sinceDue) {
    pace.await(index);
    PresentedToken fresh = token.fresh();
    long begin = System.nanoTime();
    accept(fresh);
    long end = System.nanoTime();
    own.add(end - begin);
    sinceDue.add(end - pace.dueNanos(index));
  }

  private void accept(PresentedToken token) {
    Verdict verdict = validator.checkToken(token.text());
    if (!(verdict instanceof Verdict.Accepted)) {
      throw new IllegalStateException("a good token was not accepted: " + verdict);
    }
  }
}
