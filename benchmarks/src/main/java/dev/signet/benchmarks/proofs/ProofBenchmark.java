package dev.signet.benchmarks.proofs;

import dev.signet.benchmarks.checking.Meter;
import dev.signet.benchmarks.checking.TokenWalk;
import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Checks with a proof on one thread, in turns with those without and with bare verifications. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ProofBenchmark {
  /** The JOSE name of the algorithm of tokens and proofs. */
  @Param("ES256")
  public String algorithm = "";

  /** Who verifies. */
  @Param("corretto")
  public String provider = "";

  /** The name of a {@link BoundToken}. */
  @Param("SEEN")
  public String token = "";

  private @Nullable TokenWalk raw;
  private @Nullable RequestWalk bearing;
  private @Nullable RequestWalk proving;

  /** Makes the requests. */
  @Setup
  public void make() throws GeneralSecurityException {
    TokenAlgorithm chosen = TokenAlgorithm.get(algorithm);
    SignatureProvider signatures = SignatureProvider.get(provider);
    Instant now = Clock.system(ZoneOffset.UTC).instant();
    TokenMint mint = new TokenMint(chosen, chosen.joseName(), now);
    BoundToken known = BoundToken.valueOf(token);
    raw = TokenWalk.of(Peer.floor(signatures), chosen, now);
    bearing = RequestWalk.bearing(mint, signatures, known);
    proving = RequestWalk.proving(mint, signatures, known);
  }

  /** A turn of each, metered; the time of all three says nothing. */
  @Benchmark
  public void besideBearing(Meter meter, Blackhole consumed) throws Exception {
    TokenWalk floor = Objects.requireNonNull(raw);
    floor.prepare();
    meter.start();
    floor.check(consumed);
    meter.floorDone(TokenWalk.TURN);
    RequestWalk rival = Objects.requireNonNull(bearing);
    rival.prepare();
    meter.start();
    rival.check(consumed);
    meter.rivalDone(RequestWalk.TURN);
    RequestWalk subject = Objects.requireNonNull(proving);
    subject.prepare();
    meter.start();
    subject.check(consumed);
    meter.subjectDone(RequestWalk.TURN);
  }
}
