package dev.signet.validator;

import dev.signet.validator.json.JsonObject;
import dev.signet.validator.json.TextSet;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a validated token says.
 *
 * <p>Immutable and thread-safe. The text of the token is not kept, so it cannot leak from here.
 *
 * @param issuer the {@code iss} claim: the authority
 * @param audience the {@code aud} claim in its order, holding this provider among others
 * @param clientId the {@code client_id} claim, or the one that the validator was told instead: the
 *     application that asked for the token
 * @param id the {@code jti} claim, unique for its issuer
 * @param issuedAt the {@code iat} claim; a fraction of a second is rounded up
 * @param expiresAt the {@code exp} claim; a fraction of a second is rounded down
 * @param scopes what the scope claim grants, in its order; empty when there is none
 * @param holder whom the token speaks of
 * @param claims every claim as JSON text read into {@code Map}, {@code List}, {@code String},
 *     {@code Boolean}, {@code Long} or {@code BigDecimal}; what is null in JSON is left out
 */
public record Token(
    String issuer,
    Set<String> audience,
    String clientId,
    String id,
    Instant issuedAt,
    Instant expiresAt,
    Set<String> scopes,
    Holder holder,
    Map<String, Object> claims) {

  /** Makes a token from parts that are already judged; sets and maps are copied. */
  public Token {
    Objects.requireNonNull(issuer, "issuer");
    audience = TextSet.copyOf(audience);
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(issuedAt, "issuedAt");
    Objects.requireNonNull(expiresAt, "expiresAt");
    scopes = TextSet.copyOf(scopes);
    Objects.requireNonNull(holder, "holder");
    claims = JsonObject.copyOf(claims);
  }

  /** Whether the token carries exactly this scope; {@code read} is not {@code read:all}. */
  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }

  /** Names the token by id, client and expiry: enough for a log, and no personal data. */
  @Override
  public String toString() {
    return "Token[id=" + id + ", clientId=" + clientId + ", expiresAt=" + expiresAt + "]";
  }
}
