package dev.signet.benchmarks.checking;

import dev.signet.benchmarks.peers.Peer;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.benchmarks.tokens.TokenMint;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** Refusals on one thread, in turns with accepting tokens never seen before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RefusalBenchmark {
  /** A multiple of a turn. */
  private static final int TOKENS = 16 * TokenWalk.TURN;

  /** The JOSE name of an algorithm. */
  @Param("ES256")
  public String algorithm = "";

  /** Who verifies. */
  @Param("corretto")
  public String provider = "";

  /** What is refused: the name of a {@link RefusedToken}. */
  @Param("UNSIGNED_512")
  public String refused = "";

  private final String[] turn = new String[TokenWalk.TURN];
  private List<String> tokens = List.of();
  private @Nullable TokenWalk accepting;
  private @Nullable TokenValidator validator;
  private int next;

  /** Makes the tokens and sees that each is refused for the reason it should be. */
  @Setup
  public void make() throws GeneralSecurityException {
    TokenAlgorithm chosen = TokenAlgorithm.get(algorithm);
    SignatureProvider signatures = SignatureProvider.get(provider);
    Instant now = Clock.system(ZoneOffset.UTC).instant();
    accepting = TokenWalk.of(Peer.signet(signatures), chosen, now);
    RefusedToken kind = RefusedToken.valueOf(refused);
    TokenMint mint = new TokenMint(chosen, chosen.joseName(), now);
    validator = Peer.signet(signatures).validator(mint).maxTokenBytes(kind.maxTokenBytes()).build();
    tokens = Stream.generate(() -> kind.make(mint)).limit(TOKENS).toList();
    for (String token : tokens) {
      if (!(validator.checkToken(token) instanceof Verdict.Refused verdict)
          || verdict.reason() != kind.reason()) {
        throw new IllegalStateException(refused + " is not refused as it should be");
      }
    }
  }

  /** A turn of accepting and one of refusing, each metered; the time of both says nothing. */
  @Benchmark
  public void besideAccepting(Meter meter, Blackhole consumed) throws Exception {
    TokenWalk good = Objects.requireNonNull(accepting);
    good.prepare();
    meter.start();
    good.check(consumed);
    meter.floorDone(TokenWalk.TURN);
    prepare();
    TokenValidator judge = Objects.requireNonNull(validator);
    meter.start();
    for (String token : turn) {
      consumed.consume(judge.checkToken(token));
    }
    meter.subjectDone(TokenWalk.TURN);
  }

  /** Fresh texts, as they come from a connection. */
  private void prepare() {
    for (int i = 0; i < turn.length; i++) {
      turn[i] = new String(tokens.get(next).toCharArray());
      next = (next + 1) % tokens.size();
    }
  }
}
