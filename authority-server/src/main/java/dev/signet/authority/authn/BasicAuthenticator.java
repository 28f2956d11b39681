package dev.signet.authority.authn;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.directory.ConsumerDirectory;
import dev.signet.authority.http.FormEncoding;
import dev.signet.authority.http.OAuthException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.util.Base64;

/**
 * {@code client_secret_basic}: name and secret in the Authorization header (RFC 6749 §2.3.1).
 *
 * @param directory knows the secrets
 * @param clock the time of a proof
 */
public record BasicAuthenticator(ConsumerDirectory directory, Clock clock)
    implements ClientAuthenticator {
  private static final String SCHEME = "Basic ";

  @Override
  public String method() {
    return "client_secret_basic";
  }

  @Override
  public boolean isAttempted(AuthenticationRequest request) {
    return request.origin().authorization().stream()
        .anyMatch(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()));
  }

  @Override
  public Claim read(AuthenticationRequest request) {
    if (request.origin().authorization().size() != 1) {
      throw OAuthException.invalidRequest("Send one Authorization header");
    }
    String pair =
        decode(request.origin().authorization().get(0).substring(SCHEME.length()).strip());
    int colon = pair.indexOf(':');
    if (colon < 1) {
      throw OAuthException.invalidRequest("The Authorization header is not name:secret in base64");
    }
    // RFC 6749 §2.3.1: both halves are form-urlencoded before base64, so a name may hold a colon.
    String name = FormEncoding.decode(pair.substring(0, colon));
    requireSameClientId(request, name);
    String secret = FormEncoding.decode(pair.substring(colon + 1));
    return new PresentedSecret(name, secret, directory, clock);
  }

  private static String decode(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw OAuthException.invalidRequest("The Authorization header is not name:secret in base64");
    }
  }

  private static void requireSameClientId(AuthenticationRequest request, String name) {
    if (request.form().find("client_id").filter(id -> !id.equals(name)).isPresent()) {
      throw OAuthException.invalidRequest("client_id differs from the Authorization header");
    }
  }
}
