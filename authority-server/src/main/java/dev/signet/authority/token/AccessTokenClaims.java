package dev.signet.authority.token;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.Json;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The claims of an access token (RFC 9068 §2.2), holder's details included. */
final class AccessTokenClaims {
  private AccessTokenClaims() {}

  static Map<String, Object> of(String issuer, Authorization authorization, TokenRecord token) {
    Map<String, Object> claims =
        Json.object(
            "iss", issuer,
            "sub", token.subject(),
            "aud", oneOrMany(token.audience()),
            "client_id", token.clientId(),
            "iat", token.issuedAt().getEpochSecond(),
            "exp", token.expiresAt().getEpochSecond(),
            "jti", token.jti());
    if (!token.scopes().isEmpty()) {
      claims.put("scope", String.join(" ", token.scopes()));
    }
    Consumer holder = authorization.holder();
    claims.put("holder_type", holder.kind().name().toLowerCase(Locale.ROOT));
    if (holder.kind() == ConsumerKind.USER && authorization.client().byOwnSecret()) {
      // RFC 9068 §2.2.1: how and when the user was authenticated; RFC 8176: by password.
      claims.put("auth_time", authorization.client().at().getEpochSecond());
      claims.put("amr", List.of("pwd"));
    }
    // The details cannot displace a claim above: the directory keeps to a closed list of names.
    holder.details().forEach(claims::putIfAbsent);
    return claims;
  }

  /** RFC 7519 §4.1.3: one audience may stand as a plain string. */
  private static Object oneOrMany(List<String> audience) {
    return audience.size() == 1 ? audience.get(0) : audience;
  }
}
