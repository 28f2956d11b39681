package dev.signet.authority.http;

import java.time.Duration;
import java.util.Map;

/**
 * A refusal in the words of OAuth: an error code, a description and an HTTP status.
 *
 * <p>Descriptions are fixed texts, never an echo of what was sent, and keep to the characters of <a
 * href="https://www.rfc-editor.org/rfc/rfc6749#section-5.2">RFC 6749 §5.2</a>. There is no stack
 * trace: a refusal is traffic, not an accident.
 */
public class OAuthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final int status;
  private final transient Map<String, String> headers;

  /**
   * Makes a refusal.
   *
   * @param error the code, such as {@code invalid_request}
   * @param description one sentence for a person: what is wrong and what to send instead
   * @param status the HTTP status
   * @param headers response headers, such as {@code WWW-Authenticate}
   */
  public OAuthException(String error, String description, int status, Map<String, String> headers) {
    super(description, null, false, false);
    this.error = error;
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  /** The request is malformed (400). */
  public static OAuthException invalidRequest(String description) {
    return badRequest("invalid_request", description);
  }

  /** The scope is unknown, malformed or more than the client may have (400). */
  public static OAuthException invalidScope(String description) {
    return badRequest("invalid_scope", description);
  }

  /** The resource or audience is malformed or not for this client (400, RFC 8707 §2). */
  public static OAuthException invalidTarget(String description) {
    return badRequest("invalid_target", description);
  }

  /** The grant type is not offered (400). */
  public static OAuthException unsupportedGrantType(String description) {
    return badRequest("unsupported_grant_type", description);
  }

  /** The grant type is offered, but not to this client (400). */
  public static OAuthException unauthorizedClient(String description) {
    return badRequest("unauthorized_client", description);
  }

  /** There is no such thing (404). */
  public static OAuthException notFound(String description) {
    return new OAuthException("not_found", description, 404, Map.of());
  }

  /** The request body is larger than allowed (413). */
  public static OAuthException tooLarge(String description) {
    return new OAuthException("invalid_request", description, 413, Map.of());
  }

  /** The request body did not arrive in time (408). */
  public static OAuthException tooSlow(String description) {
    return new OAuthException("invalid_request", description, 408, Map.of("Connection", "close"));
  }

  /** The authority cannot do it now (503 with {@code Retry-After}). */
  public static OAuthException unavailable(String description, Duration retryAfter) {
    return retryLater(503, description, retryAfter);
  }

  /** The client has failed too often (429 with {@code Retry-After}). */
  public static OAuthException tooManyRequests(String description, Duration retryAfter) {
    return retryLater(429, description, retryAfter);
  }

  private static OAuthException badRequest(String error, String description) {
    return new OAuthException(error, description, 400, Map.of());
  }

  private static OAuthException retryLater(int status, String description, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return new OAuthException(
        "temporarily_unavailable",
        description,
        status,
        Map.of("Retry-After", Long.toString(seconds)));
  }

  /** The error code of the JSON body. */
  public final String error() {
    return error;
  }

  /** The description of the JSON body. */
  public final String description() {
    return String.valueOf(getMessage());
  }

  /** The HTTP status. */
  public final int status() {
    return status;
  }

  /** The response headers that go with it. */
  public final Map<String, String> headers() {
    return headers;
  }
}
