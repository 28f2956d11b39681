package dev.signet.authority;

import dev.signet.authority.introspection.TokenJudge;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.validator.Reason;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The validator that providers use, asked only once it knows every revocation that is published.
 * Thread-safe.
 *
 * @param validator judges
 * @param published what it must know
 */
record UpToDateJudge(TokenValidator validator, RevocationPublisher published)
    implements TokenJudge {
  private static final Duration LONGEST_START = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofMillis(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Waits until the validator can judge; if it comes to nothing, each verdict says why. */
  static UpToDateJudge over(TokenValidator validator, RevocationPublisher published) {
    validator.awaitKeys(LONGEST_START);
    return new UpToDateJudge(validator, published);
  }

  @Override
  public Verdict judge(String token) {
    // RFC 9449 §6.2, RFC 8705 §3.2: who asks was shown the token, and need not prove its key here.
    return isUpToDate() ? validator.checkIgnoringBinding(token) : tooOld();
  }

  /** The verdict on a request, by the values of its {@code Authorization} header fields. */
  Verdict judge(List<String> authorization) {
    return isUpToDate() ? validator.check(authorization) : tooOld();
  }

  private static Verdict tooOld() {
    return new Verdict.Unavailable(Reason.REVOCATIONS_TOO_OLD, RETRY_AFTER);
  }

  /**
   * The ring of keys has changed: tokens of new keys are taken at once, of removed ones refused.
   */
  void keysChanged() {
    validator.refreshNow();
  }

  private boolean isUpToDate() {
    long wanted = published.change();
    long start = System.nanoTime();
    while (change() < wanted) {
      if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
        return false;
      }
      // Again each time: a fetch that is running may have begun before the change.
      validator.refreshNow();
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  private long change() {
    return validator.state().revocations().map(held -> held.sequence().orElse(-1)).orElse(-1L);
  }

  @Override
  public void close() {
    validator.close();
  }
}
