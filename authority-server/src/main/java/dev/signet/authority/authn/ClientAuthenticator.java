package dev.signet.authority.authn;

import java.util.List;

/** One way of proving who sends a request. Implementations are thread-safe. */
public interface ClientAuthenticator {
  /** The name in {@code token_endpoint_auth_methods_supported} (RFC 8414 §2). */
  String method();

  /** All the names that it goes by, where there are several. */
  default List<String> methods() {
    return List.of(method());
  }

  /** Whether the request tries this way, well or badly. */
  boolean isAttempted(AuthenticationRequest request);

  /**
   * What the request claims, not yet believed.
   *
   * @throws dev.signet.authority.http.OAuthException {@code invalid_request} if it is malformed
   */
  Claim read(AuthenticationRequest request);
}
