package dev.signet.authority.token;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.Json;
import dev.signet.authority.quota.Allowances;
import dev.signet.authority.quota.CallAllowance;
import dev.signet.authority.storage.ConsumerKind;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.token.claims.AudienceRules;
import dev.signet.authority.token.claims.Lineage;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The claims of an access token (RFC 9068 §2.2), holder's details included. Immutable.
 *
 * @param issuer the {@code iss} of every token
 * @param audiences what is said of whom they are for
 * @param allowances how many calls they allow
 */
public record AccessTokenClaims(String issuer, AudienceRules audiences, Allowances allowances) {
  /**
   * The claims of a token.
   *
   * @throws dev.signet.authority.http.OAuthException if its audiences contradict each other
   * @throws dev.signet.authority.storage.StorageException if allowances cannot be read
   */
  public Map<String, Object> of(
      Authorization authorization, TokenAccess access, TokenRecord token) {
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
    claims.putAll(authentication(authorization));
    if (!access.confirmation().isNone()) {
      claims.put("cnf", access.confirmation().members());
    }
    Lineage lineage = authorization.lineage();
    if (lineage.isExchange()) {
      claims.put("ancestors", token.ancestors());
    }
    if (!lineage.actors().isEmpty()) {
      claims.put("act", lineage.act());
    }
    audiences
        .mayActFor(token.audience())
        .ifPresent(client -> claims.put("may_act", Map.of("sub", client)));
    allowances
        .calls(authorization.parties(token.audience()))
        .ifPresent(calls -> claims.put(CallAllowance.CLAIM, calls.claim()));
    // The details cannot displace a claim above: the directory keeps to a closed list of names.
    audiences.claims().given(holder.details(), token.audience()).forEach(claims::putIfAbsent);
    return claims;
  }

  /** RFC 9068 §2.2.1: how and when the user was authenticated, which no exchange changes. */
  private static Map<String, Object> authentication(Authorization authorization) {
    if (authorization.lineage().isExchange()) {
      return authorization.lineage().authentication();
    }
    return authorization.holder().kind() == ConsumerKind.USER && authorization.isByHoldersSecret()
        // RFC 8176: by password.
        ? Json.object(
            "auth_time", authorization.client().at().getEpochSecond(), "amr", List.of("pwd"))
        : Map.of();
  }

  /** RFC 7519 §4.1.3: one audience may stand as a plain string. */
  private static Object oneOrMany(List<String> audience) {
    return audience.size() == 1 ? audience.get(0) : audience;
  }
}
