package dev.signet.authority.audit;

/** What happened to a grant: the part of {@link AuditEvent} that is about asking for tokens. */
public sealed interface GrantEvent extends AuditEvent {
  /**
   * An authenticated client was refused a token: {@code grant_refused}.
   *
   * @param clientId who asked
   * @param grantType how; empty if it asked by a way that is not offered
   * @param reason a stable code, such as {@code subject_revoked}, or the error of the answer
   * @param requestId the request that was refused
   */
  record Refused(String clientId, String grantType, String reason, String requestId)
      implements GrantEvent {
    @Override
    public String type() {
      return "grant_refused";
    }
  }
}
