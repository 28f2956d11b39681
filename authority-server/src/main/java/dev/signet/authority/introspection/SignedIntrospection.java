package dev.signet.authority.introspection;

import dev.signet.authority.http.Json;
import dev.signet.authority.keys.TokenSigner;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs answers (RFC 9701 §5). Thread-safe.
 *
 * @param issuer the {@code iss} of each
 * @param signer signs; asked each time
 * @param clock their {@code iat}
 */
public record SignedIntrospection(String issuer, Supplier<TokenSigner> signer, Clock clock) {
  static final String TYPE = "token-introspection+jwt";
  static final String MEDIA_TYPE = "application/" + TYPE;

  /**
   * The answer as a JWT. Without a top-level {@code sub} or {@code exp}, and of a type of its own,
   * it passes for no access token (§8.1).
   *
   * @param clientId the provider that asks
   */
  String sign(Map<String, Object> answer, String clientId) {
    return signer
        .get()
        .sign(
            TYPE,
            Json.object(
                "iss", issuer,
                "aud", clientId,
                "iat", clock.instant().getEpochSecond(),
                "token_introspection", answer));
  }
}
