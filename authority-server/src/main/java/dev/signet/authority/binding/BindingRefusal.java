package dev.signet.authority.binding;

import dev.signet.authority.http.OAuthException;
import java.util.Map;

/** A token is not bound as it must be (400); the audit log has heard of it. */
public final class BindingRefusal extends OAuthException {
  private static final long serialVersionUID = 1L;

  BindingRefusal(String error, String description, Map<String, String> headers) {
    super(error, description, 400, headers);
  }
}
