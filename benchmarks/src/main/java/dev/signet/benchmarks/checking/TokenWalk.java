package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;

/**
 * Hands a checker one token after another, none of which it has seen.
 *
 * <p>At the end of the pool the checker is replaced by a new one, so that no cache of it, known or
 * not, can help. Spread over the pool, making one costs at most 1.5 microseconds a check, where
 * this product proves the order of an Ed25519 key, and next to nothing elsewhere.
 */
final class TokenWalk {
  private static final int POOL_TOKENS = 8192;

  private final Peer peer;
  private final TokenMint mint;
  private final List<PresentedToken> pool;
  private Checker checker;
  private int next;

  private TokenWalk(Peer peer, TokenMint mint, List<PresentedToken> pool, int start)
      throws GeneralSecurityException {
    this.peer = peer;
    this.mint = mint;
    this.pool = pool;
    this.next = start;
    this.checker = peer.checker(mint);
  }

  /** A walk of a peer over a new pool. */
  static TokenWalk of(Peer peer, TokenAlgorithm algorithm, Instant now)
      throws GeneralSecurityException {
    String headerAlgorithm =
        peer.headerAlgorithm(algorithm)
            .orElseThrow(() -> new IllegalArgumentException(peer.name() + " lacks " + algorithm));
    TokenMint mint = new TokenMint(algorithm, headerAlgorithm, now);
    return new TokenWalk(peer, mint, mint.distinctTokens(POOL_TOKENS), 0);
  }

  /** A walk of another peer over the same pool, half of it ahead. */
  TokenWalk beside(Peer other) throws GeneralSecurityException {
    return new TokenWalk(other, mint, pool, pool.size() / 2);
  }

  Object checkNext() throws Exception {
    if (next == pool.size()) {
      next = 0;
      checker = peer.checker(mint);
    }
    return checker.check(pool.get(next++));
  }
}
