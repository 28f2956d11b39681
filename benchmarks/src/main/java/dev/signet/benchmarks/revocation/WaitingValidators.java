package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.serving.AuthorityUnderTest;
import dev.signet.benchmarks.tokens.SignatureProvider;
import dev.signet.benchmarks.tokens.TokenAlgorithm;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Validators of one authority, each with connections, threads and a list of its own, asked in turn
 * from one thread whether they refuse a token yet.
 */
final class WaitingValidators implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  /** Between two sweeps: asking without a pause would take the processor from those asked. */
  private static final long PAUSE_NANOS = 200_000;

  /** An authority that has just started cannot serve all of them at once in time. */
  private static final int STARTED_TOGETHER = 10;

  private final List<TokenValidator> validators = new ArrayList<>();
  private final Latencies sweeps = new Latencies();

  private WaitingValidators() {}

  /** Starts that many, which listen to the stream or poll, and waits until all are ready. */
  static WaitingValidators start(
      AuthorityUnderTest authority, int count, boolean listening, SignatureProvider provider) {
    WaitingValidators waiting = new WaitingValidators();
    for (int i = 0; i < count; i++) {
      waiting.validators.add(
          TokenValidator.forAuthority(authority.issuer(), AuthorityUnderTest.AUDIENCE)
              .cryptoProvider(provider.open(TokenAlgorithm.ES256))
              .revocationStream(listening)
              .build());
      if (i % STARTED_TOGETHER == 0 || i == count - 1) {
        waiting.await(listening ? WaitingValidators::listens : ValidatorState::revocable);
      }
    }
    return waiting;
  }

  private static boolean listens(ValidatorState state) {
    return state
        .revocations()
        .flatMap(ValidatorState.Revocations::stream)
        .filter(stream -> stream.connected() && stream.events() > 0)
        .isPresent();
  }

  private void await(Predicate<ValidatorState> ready) {
    long start = System.nanoTime();
    for (TokenValidator validator : validators) {
      while (!ready.test(validator.state())) {
        if (System.nanoTime() - start > LONGEST_START.toNanos()) {
          close();
          throw new IllegalStateException("a validator is not ready: " + validator.state());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Has all of them accept a token, so that each has it among those it verified. */
  void accept(String token) {
    for (TokenValidator validator : validators) {
      if (!(validator.checkToken(token) instanceof Verdict.Accepted)) {
        throw new IllegalStateException(validator.explain(token).toString());
      }
    }
  }

  /**
   * Sweeps over those that still accept until none does.
   *
   * @param since when the token was revoked, by {@code nanoTime}
   * @param longest how long to wait for the last of them
   * @return the time of each, in which it was found to refuse
   * @throws IllegalStateException if one still accepts then, or refuses for another reason
   */
  Latencies awaitRefusals(String token, long since, Duration longest) {
    Latencies refusals = new Latencies();
    List<TokenValidator> accepting = new ArrayList<>(validators);
    long begun = System.nanoTime();
    while (!accepting.isEmpty()) {
      accepting.removeIf(
          validator -> {
            boolean revoked = isRevoked(validator.checkToken(token));
            if (revoked) {
              refusals.add(System.nanoTime() - since);
            }
            return revoked;
          });
      if (begun - since > longest.toNanos() && !accepting.isEmpty()) {
        throw new IllegalStateException(
            accepting.size() + " of " + validators.size() + " still accept after " + longest);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      long now = System.nanoTime();
      sweeps.add(now - begun);
      begun = now;
    }
    return refusals;
  }

  private static boolean isRevoked(Verdict verdict) {
    if (verdict instanceof Verdict.Refused refused && refused.reason() == Reason.REVOKED) {
      return true;
    }
    if (verdict instanceof Verdict.Accepted) {
      return false;
    }
    throw new IllegalStateException("neither accepted nor revoked: " + verdict);
  }

  int count() {
    return validators.size();
  }

  /** From the begin of one sweep to the begin of the next: a refusal was at most this earlier. */
  Latencies sweeps() {
    return sweeps;
  }

  @Override
  public void close() {
    validators.forEach(TokenValidator::close);
  }
}
