package dev.signet.authority.authn;

import dev.signet.authority.directory.ConsumerDirectory;
import java.time.Clock;

/**
 * {@code client_secret_post}: name and secret in the form (RFC 6749 §2.3.1).
 *
 * @param directory knows the secrets
 * @param clock the time of a proof
 */
public record BodySecretAuthenticator(ConsumerDirectory directory, Clock clock)
    implements ClientAuthenticator {
  @Override
  public String method() {
    return "client_secret_post";
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    return request.form().find("client_secret").isPresent();
  }

  @Override
  public Claim read(AuthenticationRequest request) {
    return new PresentedSecret(
        request.form().get("client_id"), request.form().get("client_secret"), directory, clock);
  }
}
