package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;

/**
 * Hands a checker one token after another, none of which it has seen.
 *
 * <p>At the end of the pool the checker is replaced by a new one, so that no cache of it, known or
 * not, can help; spread over the pool, making one costs a fraction of a microsecond per check.
 */
final class TokenWalk {
  private static final int POOL_TOKENS = 8192;

  private final Peer peer;
  private final TokenMint mint;
  private final List<PresentedToken> pool;
  private Checker checker;
  private int next;

  TokenWalk(Peer peer, TokenAlgorithm algorithm, Instant now) throws GeneralSecurityException {
    this.peer = peer;
    String headerAlgorithm =
        peer.headerAlgorithm(algorithm)
            .orElseThrow(() -> new IllegalArgumentException(peer.name() + " lacks " + algorithm));
    this.mint = new TokenMint(algorithm, headerAlgorithm, now);
    this.pool = mint.distinctTokens(POOL_TOKENS);
    this.checker = peer.checker(mint);
  }

  Object checkNext() throws Exception {
    if (next == pool.size()) {
      next = 0;
      checker = peer.checker(mint);
    }
    return checker.check(pool.get(next++));
  }
}
