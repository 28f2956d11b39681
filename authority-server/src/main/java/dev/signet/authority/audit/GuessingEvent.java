package dev.signet.authority.audit;

import java.time.Instant;

/** What happens to those who fail to authenticate too often. */
public sealed interface GuessingEvent extends AuditEvent {
  /**
   * Attempts wait from now on: {@code guessing_backed_off}. One event when a wait begins, and none
   * for each attempt that is refused while it lasts.
   *
   * @param reason {@code account_and_address}, {@code address} or {@code account}: whose failures
   *     used up what is allowed
   * @param claimedName the name of the last attempt, sanitised as in {@link
   *     AuditEvent.AuthenticationFailed}
   * @param address the address that it came from
   * @param failures how many there were
   * @param until when the next attempt is judged
   * @param requestId the last attempt
   */
  record BackedOff(
      String reason,
      String claimedName,
      String address,
      int failures,
      Instant until,
      String requestId)
      implements GuessingEvent {

    /** Sanitises the claimed name: a stranger chooses it. */
    public BackedOff {
      claimedName = ClaimedName.sanitize(claimedName);
    }

    @Override
    public String type() {
      return "guessing_backed_off";
    }
  }

  /**
   * An operator forgave failures: {@code guessing_lifted}.
   *
   * @param nameOrAddress whose
   * @param waits how many waits ended
   * @param by who forgave: {@code command line}
   */
  record Lifted(String nameOrAddress, int waits, String by) implements GuessingEvent {
    @Override
    public String type() {
      return "guessing_lifted";
    }
  }
}
