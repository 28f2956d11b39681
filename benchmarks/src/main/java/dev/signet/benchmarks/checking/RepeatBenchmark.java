package dev.signet.benchmarks.checking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.benchmarks.peers.Checker;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Checks of tokens that were checked before, on one thread, in turns with a bare look-up and with
 * another library. The texts are fresh each time, made before the meter runs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RepeatBenchmark {
  private static final int TOKENS = 256;

  /** Few, as each may take a millisecond; the look-ups get most of the time. */
  private static final int RIVAL_TURN = 4;

  /** The JOSE name of an algorithm. */
  @Param("ES256")
  public String algorithm = "";

  /** Who verifies for this product, if it verifies at all. */
  @Param("jdk")
  public String provider = "";

  /** The name of another library. */
  @Param("nimbus-jose-jwt")
  public String rival = "";

  private final Cache<String, PresentedToken> bare =
      Caffeine.newBuilder().maximumSize(10 * TOKENS).build();
  private final PresentedToken[] turn = new PresentedToken[TOKENS];
  private List<PresentedToken> tokens = List.of();
  private List<PresentedToken> rivalTokens = List.of();
  private @Nullable Checker subject;
  private @Nullable Checker other;
  private int nextOfRival;

  /** Signs the tokens and checks each once. */
  @Setup
  public void checkOnce() throws Exception {
    Peer signet = Peer.signet(SignatureProvider.get(provider));
    TokenMint mint = mint(signet);
    subject = signet.checker(mint);
    tokens = mint.distinctTokens(TOKENS);
    for (PresentedToken token : tokens) {
      subject.check(token.fresh());
      // As the checker's, a text of its own: preparing a turn would have the other at hand.
      bare.put(token.fresh().text(), token);
    }
    Peer library = Peer.get(rival);
    TokenMint rivalMint = mint(library);
    other = library.checker(rivalMint);
    rivalTokens = rivalMint.distinctTokens(TOKENS);
  }

  private TokenMint mint(Peer peer) {
    TokenAlgorithm chosen = TokenAlgorithm.get(algorithm);
    return new TokenMint(
        chosen, peer.headerAlgorithm(chosen).orElseThrow(), Clock.system(ZoneOffset.UTC).instant());
  }

  /** A turn of each, metered; the time of all says nothing. */
  @Benchmark
  public void besideLookUp(Meter meter, Blackhole consumed) throws Exception {
    prepare(tokens, 0, TOKENS);
    meter.start();
    for (PresentedToken token : turn) {
      consumed.consume(Objects.requireNonNull(bare.getIfPresent(token.text())));
    }
    meter.floorDone(TOKENS);
    prepare(tokens, 0, TOKENS);
    meter.start();
    check(Objects.requireNonNull(subject), TOKENS, consumed);
    meter.subjectDone(TOKENS);
    prepare(rivalTokens, nextOfRival, RIVAL_TURN);
    nextOfRival = (nextOfRival + RIVAL_TURN) % TOKENS;
    meter.start();
    check(Objects.requireNonNull(other), RIVAL_TURN, consumed);
    meter.rivalDone(RIVAL_TURN);
  }

  private void prepare(List<PresentedToken> from, int start, int count) {
    for (int i = 0; i < count; i++) {
      turn[i] = from.get(start + i).fresh();
    }
  }

  private void check(Checker checker, int count, Blackhole consumed) throws Exception {
    for (int i = 0; i < count; i++) {
      consumed.consume(checker.check(turn[i]));
    }
  }
}
