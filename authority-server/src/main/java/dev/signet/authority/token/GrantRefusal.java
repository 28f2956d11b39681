package dev.signet.authority.token;

import dev.signet.authority.http.OAuthException;
import java.util.Map;

/**
 * A grant does not hold, and someone should hear of it (400): a token or an assertion that is not
 * good, or a right that is not there. The reason is for the audit log alone.
 */
public final class GrantRefusal extends OAuthException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Makes a refusal.
   *
   * @param error the code, such as {@code invalid_request}
   * @param reason why, as a stable code for the audit log
   * @param description one sentence for a person; a fixed text
   */
  public GrantRefusal(String error, String reason, String description) {
    super(error, description, 400, Map.of());
    this.reason = reason;
  }

  /** Why, as a stable code for the audit log. */
  public String reason() {
    return reason;
  }
}
