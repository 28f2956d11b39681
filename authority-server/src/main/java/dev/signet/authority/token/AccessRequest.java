package dev.signet.authority.token;

import dev.signet.authority.http.FormParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a client asks a token to be good for.
 *
 * @param resources providers by their URI (RFC 8707 §2)
 * @param audiences providers by their name
 * @param scope scope-tokens with single spaces between them; empty asks for all the client may have
 * @param lifetime how long; empty asks for the client's own
 */
public record AccessRequest(
    List<String> resources, List<String> audiences, String scope, Optional<Duration> lifetime) {
  /** Copies the lists. */
  public AccessRequest {
    resources = List.copyOf(resources);
    audiences = List.copyOf(audiences);
  }

  /** Takes the request from a form; a form cannot ask for a lifetime. */
  static AccessRequest from(FormParameters form) {
    return new AccessRequest(
        form.all("resource"),
        form.all("audience"),
        form.find("scope").orElse(""),
        Optional.empty());
  }
}
