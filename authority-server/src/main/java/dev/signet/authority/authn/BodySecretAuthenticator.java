package dev.signet.authority.authn;

/** {@code client_secret_post}: name and secret in the form (RFC 6749 §2.3.1). */
final class BodySecretAuthenticator implements ClientAuthenticator {
  @Override
  public String method() {
    return "client_secret_post";
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    return request.form().find("client_secret").isPresent();
  }

  @Override
  public PresentedSecret read(AuthenticationRequest request) {
    return new PresentedSecret(
        request.form().get("client_id"), request.form().get("client_secret"));
  }
}
