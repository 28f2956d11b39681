package dev.signet.benchmarks.threads;

import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tokens by index, none of which the checker of that index has seen: each pass over the pool has a
 * checker of its own, shared by all threads. Checkers are made before the time runs.
 */
final class TokenSupply {
  private static final int POOL_TOKENS = 8192;

  private final TokenMint mint;
  private final List<PresentedToken> pool;

  TokenSupply(TokenMint mint) {
    this.mint = mint;
    this.pool = mint.distinctTokens(POOL_TOKENS);
  }

  /** Work for one run, enough for so many indexes. */
  Throughput.Work shared(Peer peer, long checks) throws GeneralSecurityException {
    List<Checker> checkers = new ArrayList<>();
    for (long pass = 0; pass <= checks / POOL_TOKENS; pass++) {
      checkers.add(peer.checker(mint));
    }
    return index -> checkers.get((int) (index / POOL_TOKENS)).check(token(index));
  }

  /**
   * Work with a checker that is never replaced, for one thread of a peer that remembers nothing.
   */
  Throughput.Work own(Peer peer) throws GeneralSecurityException {
    Checker checker = peer.checker(mint);
    return index -> checker.check(token(index));
  }

  private PresentedToken token(long index) {
    return pool.get((int) (index % POOL_TOKENS)).fresh();
  }
}
