package dev.signet.benchmarks.checking;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.tokens.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
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

/** Signatures as the authority makes them, in turns with verifying them by the same provider. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignBenchmark {
  /** Signatures in a turn. */
  private static final int TURN = 16;

  /** About as long as a token without its signature. */
  private static final byte[] INPUT = "x".repeat(600).getBytes(US_ASCII);

  /** The JOSE name of an algorithm. */
  @Param("ES256")
  public String algorithm = "";

  /** Who signs. */
  @Param("corretto")
  public String provider = "";

  private final byte[][] signatures = new byte[TURN][];
  private SigningScheme scheme = SigningScheme.ES256;
  private @Nullable Provider signer;
  private @Nullable KeyPair keys;

  /** Makes a key and sees that a signature of it is good. */
  @Setup
  public void make() throws GeneralSecurityException {
    scheme = SigningScheme.get(algorithm);
    signer = SignatureProvider.get(provider).open(scheme.signatureName());
    keys = scheme.keysFor(signer);
    if (!verifies(sign())) {
      throw new IllegalStateException(provider + " does not verify what it signed");
    }
  }

  /** A turn of signing and one of verifying, each metered; the time of both says nothing. */
  @Benchmark
  public void besideVerifying(Meter meter, Blackhole consumed) throws GeneralSecurityException {
    meter.start();
    for (int i = 0; i < TURN; i++) {
      signatures[i] = sign();
    }
    meter.subjectDone(TURN);
    meter.start();
    for (byte[] signature : signatures) {
      consumed.consume(verifies(signature));
    }
    meter.rivalDone(TURN);
  }

  private byte[] sign() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(scheme.signatureName(), signer);
    signature.initSign(Objects.requireNonNull(keys).getPrivate());
    signature.update(INPUT);
    return signature.sign();
  }

  private boolean verifies(byte[] made) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(scheme.signatureName(), signer);
    verifier.initVerify(Objects.requireNonNull(keys).getPublic());
    verifier.update(INPUT);
    return verifier.verify(made);
  }
}
