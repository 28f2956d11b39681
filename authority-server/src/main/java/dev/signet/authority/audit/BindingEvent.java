package dev.signet.authority.audit;

/** What happens where tokens are bound to keys and certificates. */
public sealed interface BindingEvent extends AuditEvent {
  /**
   * A token was not issued, as what it is bound to was not proved: {@code binding_refused}.
   *
   * @param clientId the client; empty where the proof was refused before anybody was authenticated
   * @param reason a stable code, such as {@code proof_missing}
   * @param remoteAddress from where
   * @param requestId the request
   */
  record Refused(String clientId, String reason, String remoteAddress, String requestId)
      implements BindingEvent {
    @Override
    public String type() {
      return "binding_refused";
    }
  }

  /**
   * It was said what the tokens of a consumer must be bound to: {@code binding_changed}.
   *
   * @param name its name
   * @param bound to what: {@code none}, {@code dpop}, {@code certificate} or {@code either}
   */
  record Changed(String name, String bound) implements BindingEvent {
    @Override
    public String type() {
      return "binding_changed";
    }
  }
}
