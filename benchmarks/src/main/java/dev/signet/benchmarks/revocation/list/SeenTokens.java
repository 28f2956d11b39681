package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.tokens.PresentedToken;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/** Hands a checker the same tokens again and again, each in a fresh text. */
final class SeenTokens {
  private final Checker checker;
  private final List<PresentedToken> tokens;
  private final PresentedToken[] turn;

  /** Checks each once. */
  SeenTokens(Checker checker, List<PresentedToken> tokens) throws Exception {
    this.checker = checker;
    this.tokens = tokens;
    this.turn = new PresentedToken[tokens.size()];
    for (PresentedToken token : tokens) {
      checker.check(token.fresh());
    }
  }

  /** Lays fresh texts of them ready. */
  void prepare() {
    for (int i = 0; i < turn.length; i++) {
      turn[i] = tokens.get(i).fresh();
    }
  }

  /** Checks all of them. */
  void check(Blackhole consumed) throws Exception {
    for (PresentedToken token : turn) {
      consumed.consume(checker.check(token));
    }
  }
}
