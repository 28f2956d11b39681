package dev.signet.authority.audit;

/** What happens to sessions of users. */
public sealed interface SessionEvent extends AuditEvent {
  /**
   * A user signed in: {@code session_opened}.
   *
   * @param user the user
   * @param remoteAddress from where
   * @param requestId the request
   */
  record Opened(String user, String remoteAddress, String requestId) implements SessionEvent {
    @Override
    public String type() {
      return "session_opened";
    }
  }

  /**
   * A session was ended before its time: {@code session_ended}.
   *
   * @param user whose it was
   * @param reason {@code signed_out}, {@code signed_in_again} or {@code user_gone}
   * @param requestId the request
   */
  record Ended(String user, String reason, String requestId) implements SessionEvent {
    @Override
    public String type() {
      return "session_ended";
    }
  }

  /**
   * A request was not let use a session, or open one: {@code session_refused}.
   *
   * @param reason {@code cross_site}, {@code ended}, {@code user_gone} or {@code application}
   * @param remoteAddress from where
   * @param requestId the request
   */
  record Refused(String reason, String remoteAddress, String requestId) implements SessionEvent {
    @Override
    public String type() {
      return "session_refused";
    }
  }
}
