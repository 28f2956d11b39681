package dev.signet.benchmarks.checking;

import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Checks of tokens never seen before, on one thread: alone, and in turns with others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CheckBenchmark {
  /** The JOSE name of an algorithm. */
  @Param("ES256")
  public String algorithm = "";

  /** The name of a peer. */
  @Param("signet")
  public String peer = "";

  /** Who verifies for the floor and for this product; other libraries have the JDK. */
  @Param("jdk")
  public String provider = "";

  /** The name of another library, which takes turns too in {@link #besideFloorAndRival}. */
  @Param("nimbus-jose-jwt")
  public String rival = "";

  private @Nullable TokenWalk subject;
  private @Nullable TokenWalk floor;

  /** Signs the tokens; the peers read the host's clock, so the tokens are of the present. */
  @Setup
  public void sign() throws GeneralSecurityException {
    SignatureProvider signatures = SignatureProvider.get(provider);
    Peer measured = peer.equals("signet") ? Peer.signet(signatures) : Peer.get(peer);
    Instant now = Clock.system(ZoneOffset.UTC).instant();
    subject = TokenWalk.of(measured, TokenAlgorithm.get(algorithm), now);
    floor = subject.beside(Peer.floor(signatures));
  }

  /** The other library, which takes turns. */
  @State(Scope.Thread)
  public static class Rival {
    private @Nullable TokenWalk walk;

    /** Signs the tokens, unless it takes those of the others. */
    @Setup
    public void sign(CheckBenchmark benchmark) throws GeneralSecurityException {
      walk = Objects.requireNonNull(benchmark.subject).beside(Peer.get(benchmark.rival));
    }

    private void turn(Meter meter, Blackhole consumed) throws Exception {
      TokenWalk prepared = Objects.requireNonNull(walk);
      prepared.prepare();
      meter.start();
      prepared.check(consumed);
      meter.rivalDone(TokenWalk.TURN);
    }
  }

  /** Checks tokens of the peer; the time is the wall's, so the machine should be quiet. */
  @Benchmark
  @OperationsPerInvocation(TokenWalk.TURN)
  public void alone(Blackhole consumed) throws Exception {
    TokenWalk whole = Objects.requireNonNull(subject);
    whole.prepare();
    whole.check(consumed);
  }

  /** A turn of the floor and one of the peer, each metered; the time of both says nothing. */
  @Benchmark
  public void besideFloor(Meter meter, Blackhole consumed) throws Exception {
    TokenWalk bare = Objects.requireNonNull(floor);
    TokenWalk whole = Objects.requireNonNull(subject);
    bare.prepare();
    meter.start();
    bare.check(consumed);
    meter.floorDone(TokenWalk.TURN);
    whole.prepare();
    meter.start();
    whole.check(consumed);
    meter.subjectDone(TokenWalk.TURN);
  }

  /** The same, and a turn of another library. */
  @Benchmark
  public void besideFloorAndRival(Meter meter, Rival other, Blackhole consumed) throws Exception {
    besideFloor(meter, consumed);
    other.turn(meter, consumed);
  }
}
