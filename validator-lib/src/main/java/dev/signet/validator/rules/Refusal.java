package dev.signet.validator.rules;

import dev.signet.validator.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * How a step of a check says no: turned into a verdict in one place, and never seen by the caller.
 *
 * <p>Checked, so that no step can be called without an answer for it; without a stack trace, as
 * refusals are traffic.
 */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);

  private final Reason reason;
  private final String claim;
  private final Duration retryAfter;

  private Refusal(Reason reason, String claim, Duration retryAfter) {
    super(reason.code(), null, false, false);
    this.reason = reason;
    this.claim = claim;
    this.retryAfter = retryAfter;
  }

  /** A refusal for this reason. */
  public static Refusal of(Reason reason) {
    return new Refusal(reason, "", SHORTEST_RETRY);
  }

  /** The claim is named, never quoted. */
  public static Refusal ofClaim(Reason reason, String claim) {
    return new Refusal(reason, claim, SHORTEST_RETRY);
  }

  /** No verdict now; the time is at least a second. */
  public static Refusal unavailable(Reason reason, Duration retryAfter) {
    boolean tooShort = retryAfter.compareTo(SHORTEST_RETRY) < 0;
    return new Refusal(reason, "", tooShort ? SHORTEST_RETRY : retryAfter);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The name of the claim at fault. */
  public Optional<String> claim() {
    return claim.isEmpty() ? Optional.empty() : Optional.of(claim);
  }

  /** When to ask again, for a reason that passes. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
