package dev.signet.validator;

/**
 * A verdict other than {@link Verdict.Accepted}, thrown by {@link Verdict#orThrow()} alone.
 *
 * <p>Has no stack trace: refusals are traffic, not accidents.
 */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  TokenRefusedException(Verdict verdict, Reason reason) {
    super("token not accepted: " + reason.code(), null, false, false);
    this.verdict = verdict;
  }

  /** The verdict: {@link Verdict.Refused} or {@link Verdict.Unavailable}. */
  public Verdict verdict() {
    return verdict;
  }
}
