package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a consumer may ask for.
 *
 * <p>Immutable. Lists and sets are copied and keep their order.
 *
 * @param audiences the providers it may name; the first is its default, at least one unless there
 *     is no right at all
 * @param scopes the scope-tokens it may ask for; may be empty
 * @param lifetime how long its tokens may live at most, in whole seconds and at least one; empty
 *     when only the authority's own limit holds
 * @param grantTypes the values of {@code grant_type} it may use (RFC 6749 §5.2, {@code
 *     unauthorized_client}), at least one unless there is no right at all
 * @param bound what its tokens must be bound to
 */
public record TokenRights(
    List<String> audiences,
    Set<String> scopes,
    Optional<Duration> lifetime,
    Set<String> grantTypes,
    Bound bound) {
  /** What a consumer may use that is told nothing else: its own credentials. */
  public static final String DEFAULT_GRANT_TYPE = "client_credentials";

  /** What a token must be bound to, so that who stole it cannot use it. */
  public enum Bound {
    /** Nothing. */
    NONE,
    /** A key that its holder proves to have (RFC 9449). */
    DPOP,
    /** The certificate of a TLS connection (RFC 8705 §3). */
    CERTIFICATE,
    /** One of the two. */
    EITHER
  }

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException when a part breaks its rule; the message names the part
   */
  public TokenRights {
    audiences = Rules.words(audiences, "audiences");
    scopes = Rules.scopes(scopes);
    requireNonNull(lifetime, "lifetime");
    requireNonNull(bound, "bound");
    grantTypes =
        Collections.unmodifiableSet(new LinkedHashSet<>(Rules.words(grantTypes, "grantTypes")));
    boolean some =
        !(audiences.isEmpty() && scopes.isEmpty() && lifetime.isEmpty() && grantTypes.isEmpty());
    if (some && audiences.isEmpty()) {
      throw new IllegalArgumentException("audiences must name at least one provider");
    }
    if (some && grantTypes.isEmpty()) {
      throw new IllegalArgumentException("grantTypes must name at least one grant type");
    }
    if (lifetime.filter(TokenRights::isNotWholeSeconds).isPresent()) {
      throw new IllegalArgumentException("lifetime must be whole seconds, at least one");
    }
  }

  /** Rights to tokens that need not be bound; the same errors. */
  public TokenRights(
      List<String> audiences,
      Set<String> scopes,
      Optional<Duration> lifetime,
      Set<String> grantTypes) {
    this(audiences, scopes, lifetime, grantTypes, Bound.NONE);
  }

  /** Rights to the one grant type {@value #DEFAULT_GRANT_TYPE}; the same errors. */
  public TokenRights(List<String> audiences, Set<String> scopes, Optional<Duration> lifetime) {
    this(audiences, scopes, lifetime, Set.of(DEFAULT_GRANT_TYPE));
  }

  /** No right at all: of a provider that asks about the tokens of others and for none itself. */
  public static TokenRights none() {
    return new TokenRights(List.of(), Set.of(), Optional.empty(), Set.of());
  }

  /** The same rights, to tokens that must be bound so. */
  public TokenRights withBound(Bound nowBound) {
    return new TokenRights(audiences, scopes, lifetime, grantTypes, nowBound);
  }

  private static boolean isNotWholeSeconds(Duration lifetime) {
    return lifetime.getNano() != 0 || lifetime.getSeconds() < 1;
  }
}
