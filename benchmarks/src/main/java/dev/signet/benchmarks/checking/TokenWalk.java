package dev.signet.benchmarks.checking;

import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Hands a checker one token after another, none of which it has seen.
 *
 * <p>At the end of the pool the checker is replaced by a new one, so that no cache of it, known or
 * not, can help. The texts are fresh each time, as from a connection. Both happen in {@link
 * #prepare}, before the meter runs.
 */
public final class TokenWalk {
  /** Checks of one turn. */
  public static final int TURN = 16;

  /** A multiple of the turn. */
  private static final int POOL_TOKENS = 8192;

  private final Peer peer;
  private final TokenMint mint;
  private final List<PresentedToken> pool;
  private final PresentedToken[] turn = new PresentedToken[TURN];
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
  public static TokenWalk of(Peer peer, TokenAlgorithm algorithm, Instant now)
      throws GeneralSecurityException {
    TokenMint mint = new TokenMint(algorithm, headerAlgorithm(peer, algorithm), now);
    return new TokenWalk(peer, mint, mint.distinctTokens(POOL_TOKENS), 0);
  }

  /**
   * A walk of another peer over the same pool, half of it ahead; over a new pool if it knows the
   * algorithm by another name.
   */
  public TokenWalk beside(Peer other) throws GeneralSecurityException {
    boolean sameName =
        headerAlgorithm(other, mint.algorithm()).equals(headerAlgorithm(peer, mint.algorithm()));
    return sameName
        ? new TokenWalk(other, mint, pool, pool.size() / 2)
        : of(other, mint.algorithm(), mint.now());
  }

  private static String headerAlgorithm(Peer peer, TokenAlgorithm algorithm) {
    return peer.headerAlgorithm(algorithm)
        .orElseThrow(() -> new IllegalArgumentException(peer.name() + " lacks " + algorithm));
  }

  /** Lays the tokens of the next turn ready. */
  public void prepare() throws GeneralSecurityException {
    if (next == pool.size()) {
      next = 0;
      checker = peer.checker(mint);
    }
    for (int i = 0; i < TURN; i++) {
      turn[i] = pool.get(next++).fresh();
    }
  }

  /** Checks the tokens of the turn. */
  public void check(Blackhole consumed) throws Exception {
    for (PresentedToken token : turn) {
      consumed.consume(checker.check(token));
    }
  }
}
