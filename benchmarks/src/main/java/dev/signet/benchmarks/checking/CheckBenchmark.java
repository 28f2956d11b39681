package dev.signet.benchmarks.checking;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
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

/** One check of a token never seen before, on one thread: alone, and in turns with the floor. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CheckBenchmark {
  /** The JOSE name of an algorithm. */
  @Param("ES256")
  public String algorithm = "";

  /** The name of a peer. */
  @Param("signet")
  public String peer = "";

  private @Nullable TokenWalk walk;
  private @Nullable TokenWalk floor;

  /** Signs the tokens; the peers read the host's clock, so the tokens are of the present. */
  @Setup
  public void sign() throws GeneralSecurityException {
    walk =
        TokenWalk.of(
            Peer.get(peer), TokenAlgorithm.get(algorithm), Clock.system(ZoneOffset.UTC).instant());
    floor = walk.beside(Peer.FLOOR);
  }

  /** Checks the next token; the time is the wall's, so the machine should be quiet. */
  @Benchmark
  public Object alone() throws Exception {
    return Objects.requireNonNull(walk).checkNext();
  }

  /** Checks the next token of the floor and of the peer and meters each; the sum says nothing. */
  @Benchmark
  public void besideFloor(Meter meter, Blackhole consumed) throws Exception {
    TokenWalk bare = Objects.requireNonNull(floor);
    TokenWalk whole = Objects.requireNonNull(walk);
    meter.start();
    consumed.consume(bare.checkNext());
    meter.floorDone();
    consumed.consume(whole.checkNext());
    meter.peerDone();
  }
}
