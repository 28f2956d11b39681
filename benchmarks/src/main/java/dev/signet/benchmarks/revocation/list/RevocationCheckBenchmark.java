package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.checking.Meter;
import dev.signet.benchmarks.checking.TokenWalk;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.PresentedToken;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import java.security.GeneralSecurityException;
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
 * Checks beside a revocation list, on one thread, in turns with an empty list (the floor) and with
 * none at all (the rival).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RevocationCheckBenchmark {
  private static final int SEEN_TOKENS = 256;

  /** How many tokens the list names. */
  @Param("1000")
  public int entries;

  /** How many rules by holder, by application and by audience it has, each. */
  @Param("0")
  public int rules;

  /** Who verifies. */
  @Param("jdk")
  public String provider = "";

  private SignatureProvider signatures() {
    return SignatureProvider.get(provider);
  }

  private Peer withList() {
    return new ListedPeer(signatures(), new SignedList(entries, rules));
  }

  private Peer withEmptyList() {
    return new ListedPeer(signatures(), new SignedList(0, 0));
  }

  private Peer withoutList() {
    return Peer.signet(signatures());
  }

  /** Tokens that nobody has seen. */
  @State(Scope.Thread)
  public static class Unseen {
    private @Nullable TokenWalk subject;
    private @Nullable TokenWalk floor;
    private @Nullable TokenWalk rival;

    /** Signs the tokens and the lists. */
    @Setup
    public void sign(RevocationCheckBenchmark benchmark) throws GeneralSecurityException {
      TokenWalk walk =
          TokenWalk.of(
              benchmark.withList(), TokenAlgorithm.ES256, Clock.system(ZoneOffset.UTC).instant());
      subject = walk;
      floor = walk.beside(benchmark.withEmptyList());
      rival = walk.beside(benchmark.withoutList());
    }
  }

  /** Tokens that were checked before. */
  @State(Scope.Thread)
  public static class Seen {
    private @Nullable SeenTokens subject;
    private @Nullable SeenTokens floor;
    private @Nullable SeenTokens rival;

    /** Signs the tokens and the lists, and checks each token once. */
    @Setup
    public void sign(RevocationCheckBenchmark benchmark) throws Exception {
      TokenMint mint =
          new TokenMint(TokenAlgorithm.ES256, "ES256", Clock.system(ZoneOffset.UTC).instant());
      List<PresentedToken> tokens = mint.distinctTokens(SEEN_TOKENS);
      subject = new SeenTokens(benchmark.withList().checker(mint), tokens);
      floor = new SeenTokens(benchmark.withEmptyList().checker(mint), tokens);
      rival = new SeenTokens(benchmark.withoutList().checker(mint), tokens);
    }
  }

  /** A turn of each, metered; the time of all says nothing. */
  @Benchmark
  public void unseen(Meter meter, Unseen tokens, Blackhole consumed) throws Exception {
    turn(meter, Objects.requireNonNull(tokens.floor), consumed);
    meter.floorDone(TokenWalk.TURN);
    turn(meter, Objects.requireNonNull(tokens.subject), consumed);
    meter.subjectDone(TokenWalk.TURN);
    turn(meter, Objects.requireNonNull(tokens.rival), consumed);
    meter.rivalDone(TokenWalk.TURN);
  }

  private static void turn(Meter meter, TokenWalk walk, Blackhole consumed) throws Exception {
    walk.prepare();
    meter.start();
    walk.check(consumed);
  }

  /** The same of tokens that were checked before. */
  @Benchmark
  public void seen(Meter meter, Seen tokens, Blackhole consumed) throws Exception {
    turn(meter, Objects.requireNonNull(tokens.floor), consumed);
    meter.floorDone(SEEN_TOKENS);
    turn(meter, Objects.requireNonNull(tokens.subject), consumed);
    meter.subjectDone(SEEN_TOKENS);
    turn(meter, Objects.requireNonNull(tokens.rival), consumed);
    meter.rivalDone(SEEN_TOKENS);
  }

  private static void turn(Meter meter, SeenTokens tokens, Blackhole consumed) throws Exception {
    tokens.prepare();
    meter.start();
    tokens.check(consumed);
  }
}
