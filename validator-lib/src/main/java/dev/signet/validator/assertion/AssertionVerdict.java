package dev.signet.validator.assertion;

import dev.signet.validator.Reason;
import java.time.Duration;

/** What came of judging an assertion; a bad one is never an exception. */
public sealed interface AssertionVerdict {
  /**
   * It is good. Whether it was used before is for the caller to find out.
   *
   * @param assertion what it says
   */
  record Accepted(Assertion assertion) implements AssertionVerdict {}

  /**
   * It is not.
   *
   * @param reason why; never one of those that pass
   * @param claim the name of the claim at fault; empty if it is none
   */
  record Refused(Reason reason, String claim) implements AssertionVerdict {
    /** Why, as a stable code, such as {@code expired} or {@code claim_missing:jti}. */
    public String code() {
      boolean one = reason == Reason.CLAIM_MISSING || reason == Reason.MALFORMED;
      return one && !claim.isEmpty() ? reason.code() + ':' + claim : reason.code();
    }
  }

  /**
   * It cannot be judged now: the keys of its issuer are not to be had.
   *
   * @param reason {@code no_keys_yet} or {@code keys_too_old}
   * @param retryAfter when to ask again, at least a second
   */
  record Unavailable(Reason reason, Duration retryAfter) implements AssertionVerdict {}
}
