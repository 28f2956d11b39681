package dev.signet.validator;

import dev.signet.validator.json.JsonObject;
import dev.signet.validator.json.TextSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private static final String ACT = "act";

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

  /**
   * Someone who acts for the holder, or did.
   *
   * @param claims what is said of it, as in {@link Token#claims}; for whom it acted left out
   */
  public record Actor(Map<String, Object> claims) {
    /** Copies the claims. */
    public Actor {
      claims = JsonObject.without(Set.of(ACT), claims);
    }

    /** Its name, the {@code sub} claim; empty unless it is a text. */
    public Optional<String> subject() {
      return claims.get("sub") instanceof String name ? Optional.of(name) : Optional.empty();
    }

    /** Whose name that is, the {@code iss} claim; empty for one of the issuer of the token. */
    public Optional<String> issuer() {
      return claims.get("iss") instanceof String name ? Optional.of(name) : Optional.empty();
    }
  }

  /**
   * Who acts for the holder: the outermost actor of <a
   * href="https://www.rfc-editor.org/rfc/rfc8693#section-4.1">RFC 8693 §4.1</a>; empty if nobody
   * does. Decide on the token, its holder and this one actor only.
   */
  public Optional<Actor> actor() {
    return actors().stream().findFirst();
  }

  /**
   * Everyone through whom the token came, the latest first; empty if nobody acts. Those after the
   * first are told for the record: they must not decide anything (RFC 8693 §4.1).
   */
  public List<Actor> actors() {
    List<Actor> actors = new ArrayList<>();
    Object act = claims.get(ACT);
    while (act instanceof Map<?, ?> members) {
      Map<String, Object> said = new LinkedHashMap<>();
      members.forEach((name, value) -> said.put(String.valueOf(name), value));
      actors.add(new Actor(said));
      act = members.get(ACT);
    }
    return List.copyOf(actors);
  }

  /**
   * What a token is bound to: whoever presents it must show that it holds this. At least one is
   * there, and where both are, both are asked for.
   *
   * @param keyThumbprint the {@code jkt}: of a key that proofs are signed with (<a
   *     href="https://www.rfc-editor.org/rfc/rfc9449#section-6.1">RFC 9449 §6.1</a>)
   * @param certificateThumbprint the {@code x5t#S256}: of a client certificate (<a
   *     href="https://www.rfc-editor.org/rfc/rfc8705#section-3.1">RFC 8705 §3.1</a>)
   */
  public record Confirmation(
      Optional<String> keyThumbprint, Optional<String> certificateThumbprint) {
    /** Makes a confirmation. */
    public Confirmation {
      Objects.requireNonNull(keyThumbprint, "keyThumbprint");
      Objects.requireNonNull(certificateThumbprint, "certificateThumbprint");
    }
  }

  /** What the token is bound to, its {@code cnf} claim; empty for a bearer token. */
  public Optional<Confirmation> confirmation() {
    return claims.get("cnf") instanceof Map<?, ?> cnf
        ? Optional.of(new Confirmation(text(cnf, "jkt"), text(cnf, "x5t#S256")))
        : Optional.empty();
  }

  private static Optional<String> text(Map<?, ?> object, String member) {
    return object.get(member) instanceof String text ? Optional.of(text) : Optional.empty();
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
