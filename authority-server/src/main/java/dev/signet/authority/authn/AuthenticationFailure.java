package dev.signet.authority.authn;

import dev.signet.authority.http.OAuthException;
import java.util.Map;

/**
 * {@code invalid_client}: nobody was authenticated (401, RFC 6749 §5.2).
 *
 * <p>The answer is the same for an unknown name and a wrong secret; the name claimed is for the
 * audit log alone.
 */
public final class AuthenticationFailure extends OAuthException {
  /** The reason for a request without credentials of any kind. */
  static final String NO_CREDENTIALS = "no_credentials";

  private static final long serialVersionUID = 1L;

  private final String claimedName;
  private final String reason;

  AuthenticationFailure(String claimedName, String reason, String description, String challenge) {
    super("invalid_client", description, 401, Map.of("WWW-Authenticate", challenge));
    this.claimedName = claimedName;
    this.reason = reason;
  }

  /** Whether nobody even tried: no credentials of any kind were sent. */
  public boolean withoutCredentials() {
    return reason.equals(NO_CREDENTIALS);
  }

  /** The name that was claimed; empty if none was. Chosen by the sender. */
  public String claimedName() {
    return claimedName;
  }

  /** Why, as a stable code for the audit log. */
  public String reason() {
    return reason;
  }
}
