package dev.signet.validator;

import dev.signet.validator.Explanation.Check;
import dev.signet.validator.Explanation.Outcome;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.Credentials;
import dev.signet.validator.rules.Refusal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of several authorities: each token by the validator of exactly its issuer.
 *
 * <p>The issuer is read from the token before anything is verified, and only chooses who judges:
 * that validator reads and judges all of the token by its own keys, so nothing is shared between
 * issuers. A token of an issuer without a validator is refused with {@link Reason#WRONG_ISSUER}. A
 * request without a readable token is answered by the first validator, in its words and with its
 * challenge. Immutable and thread-safe.
 */
public final class TokenValidators implements AutoCloseable {
  private final Map<String, TokenValidator> byIssuer;
  private final TokenValidator first;
  private final int maxTokenBytes;

  private TokenValidators(Map<String, TokenValidator> byIssuer) {
    this.byIssuer = Collections.unmodifiableMap(byIssuer);
    this.first = byIssuer.values().iterator().next();
    this.maxTokenBytes =
        byIssuer.values().stream().mapToInt(TokenValidator::maxTokenBytes).max().orElseThrow();
  }

  /**
   * Puts validators together; they are closed with the result.
   *
   * @throws IllegalArgumentException if there is none, or two are for one issuer
   */
  public static TokenValidators of(TokenValidator... validators) {
    if (validators.length == 0) {
      throw new IllegalArgumentException("validators is empty: give one for each authority");
    }
    Map<String, TokenValidator> byIssuer = new LinkedHashMap<>();
    for (TokenValidator validator : validators) {
      if (byIssuer.put(validator.issuer(), validator) != null) {
        throw new IllegalArgumentException(
            "validators has two for " + validator.issuer() + ": give one, with alsoAudience");
      }
    }
    return new TokenValidators(byIssuer);
  }

  /** As {@link TokenValidator#check(String)}. */
  public Verdict check(@Nullable String authorizationHeader) {
    try {
      return checkToken(Credentials.bearer(authorizationHeader));
    } catch (Refusal refusal) {
      return first.answer(refusal);
    }
  }

  /** As {@link TokenValidator#check(List)}. */
  public Verdict check(List<String> authorizationHeaders) {
    try {
      return checkToken(Credentials.bearer(List.copyOf(authorizationHeaders)));
    } catch (Refusal refusal) {
      return first.answer(refusal);
    }
  }

  /** As {@link TokenValidator#check(String, Freshness)}. */
  public Verdict check(@Nullable String authorizationHeader, Freshness freshness) {
    try {
      return checkToken(Credentials.bearer(authorizationHeader), freshness);
    } catch (Refusal refusal) {
      return first.answer(refusal);
    }
  }

  /** As {@link TokenValidator#check(List, Freshness)}. */
  public Verdict check(List<String> authorizationHeaders, Freshness freshness) {
    try {
      return checkToken(Credentials.bearer(List.copyOf(authorizationHeaders)), freshness);
    } catch (Refusal refusal) {
      return first.answer(refusal);
    }
  }

  /** As {@link TokenValidator#check(ResourceRequest)}. */
  public Verdict check(ResourceRequest request) {
    return find(request)
        .map(validator -> validator.check(request))
        .orElseGet(() -> first.answer(request, foreign()));
  }

  /** As {@link TokenValidator#check(ResourceRequest, Freshness)}. */
  public Verdict check(ResourceRequest request, Freshness freshness) {
    Objects.requireNonNull(freshness, "freshness");
    return find(request)
        .map(validator -> validator.check(request, freshness))
        .orElseGet(() -> first.answer(request, foreign()));
  }

  /** As {@link TokenValidator#checkIgnoringBinding}. */
  public Verdict checkIgnoringBinding(String token) {
    return find(token)
        .map(validator -> validator.checkIgnoringBinding(token))
        .orElseGet(() -> first.answer(foreign()));
  }

  /** As {@link TokenValidator#checkToken(String, Freshness)}. */
  public Verdict checkToken(String token, Freshness freshness) {
    Objects.requireNonNull(freshness, "freshness");
    return find(token)
        .map(validator -> validator.checkToken(token, freshness))
        .orElseGet(() -> first.answer(foreign()));
  }

  /** Checks the bare text of a token. */
  public Verdict checkToken(String token) {
    return find(token)
        .map(validator -> validator.checkToken(token))
        .orElseGet(() -> first.answer(foreign()));
  }

  /** As {@link TokenValidator#explain}, by the validator of the token's issuer. */
  public Explanation explain(String token) {
    return find(token)
        .map(validator -> validator.explain(token))
        .orElseGet(
            () ->
                new Explanation(
                    Optional.of(Reason.WRONG_ISSUER),
                    List.of(
                        new Check(
                            "issuer",
                            Outcome.FAILED,
                            "wrong_issuer: accepted are " + byIssuer.keySet()))));
  }

  /** How each validator stands now, by issuer, in the order they were given. */
  public Map<String, ValidatorState> states() {
    Map<String, ValidatorState> states = new LinkedHashMap<>();
    byIssuer.forEach((issuer, validator) -> states.put(issuer, validator.state()));
    return Collections.unmodifiableMap(states);
  }

  /** Closes every validator. */
  @Override
  public void close() {
    byIssuer.values().forEach(TokenValidator::close);
  }

  private Optional<TokenValidator> find(ResourceRequest request) {
    try {
      return find(Credentials.of(request.authorization()).token());
    } catch (Refusal noToken) {
      return Optional.of(first);
    }
  }

  /** Empty for a readable token of an issuer that is not ours. */
  private Optional<TokenValidator> find(String token) {
    Objects.requireNonNull(token, "token");
    try {
      Object issuer =
          ClaimRules.parse(CompactToken.read(token, maxTokenBytes).payload()).get("iss");
      return issuer instanceof String text
          ? Optional.ofNullable(byIssuer.get(text))
          : Optional.empty();
    } catch (Refusal unreadable) {
      // Whoever refuses it: no validator accepts what cannot be read here.
      return Optional.of(first);
    }
  }

  private static Refusal foreign() {
    return Refusal.ofClaim(Reason.WRONG_ISSUER, "iss");
  }
}
