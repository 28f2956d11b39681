package dev.signet.validator;

import dev.signet.validator.rules.Challenge;
import dev.signet.validator.rules.ClaimValue;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer to "may this request pass?": exactly one of three, so that nobody can forget to tell a
 * bad token (401) from a validator that cannot judge (503).
 *
 * <p>Immutable and thread-safe. A bad token is an answer, never an exception; for those who want
 * one there is {@link #orThrow()}.
 */
public sealed interface Verdict {
  /** The HTTP status that fits: 200, 400, 401, 403 or 503. */
  int httpStatus();

  /**
   * The exact value for the {@code WWW-Authenticate} header, present for {@link Refused} alone.
   *
   * <p>It tells the coarse error of <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC
   * 6750 §3</a> and nothing finer: the reason is for logs.
   */
  Optional<String> challenge();

  /**
   * The header fields that the answer must have, by name: {@code WWW-Authenticate} of a refusal,
   * {@code Retry-After} of an unavailable validator, and, where nonces are asked for, {@code
   * DPoP-Nonce} with {@code Cache-Control: no-store} whenever the client needs a new one, which may
   * be with an accepted request.
   */
  Map<String, String> headers();

  /**
   * This verdict if it is not accepted or the token carries exactly this scope; otherwise refused
   * with {@link Reason#INSUFFICIENT_SCOPE}.
   *
   * @throws IllegalArgumentException unless {@code scope} is one scope-token of <a
   *     href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 §3.3</a>
   */
  Verdict requireScope(String scope);

  /**
   * This verdict if it is not accepted or the claim has exactly this value; otherwise refused with
   * {@link Reason#INSUFFICIENT_SCOPE}, naming the claim.
   *
   * <p>A claim that is an array has each of its elements as a value. Texts are compared letter by
   * letter and never split; numbers by what they are worth, so {@code 1} is {@code 1.0}.
   *
   * @throws IllegalArgumentException if {@code name} is blank, or {@code value} is neither text nor
   *     a truth value nor a whole or decimal number
   */
  Verdict requireClaim(String name, Object value);

  /**
   * The token of an accepted request.
   *
   * @throws TokenRefusedException for every other verdict, carrying it
   */
  Token orThrow();

  /**
   * The token is good.
   *
   * @param token what it says
   * @param staleFor how old the keys or the revocations are, whichever is more, of those whose
   *     refresh is overdue; empty when none is
   * @param challengeStart how a challenge begins that {@link #requireScope} or {@link
   *     #requireClaim} may make: {@code Bearer} or {@code DPoP}, the realm and what else the
   *     validator was told
   * @param nonce what the next proof of the client must carry, if it is a new one
   */
  record Accepted(
      Token token, Optional<Duration> staleFor, String challengeStart, Optional<String> nonce)
      implements Verdict {
    /** Makes an accepted verdict without a nonce. */
    public Accepted(Token token, Optional<Duration> staleFor, String challengeStart) {
      this(token, staleFor, challengeStart, Optional.empty());
    }

    /**
     * Makes an accepted verdict.
     *
     * @throws IllegalArgumentException if the challenge does not start with a scheme
     */
    public Accepted {
      Objects.requireNonNull(nonce, "nonce");
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(staleFor, "staleFor");
      if (!Challenge.isStart(challengeStart)) {
        throw new IllegalArgumentException(
            "challengeStart is no challenge: write Bearer realm=\"...\"");
      }
    }

    /** Always 200. */
    @Override
    public int httpStatus() {
      return 200;
    }

    /** Always empty. */
    @Override
    public Optional<String> challenge() {
      return Optional.empty();
    }

    @Override
    public Map<String, String> headers() {
      return Challenge.headers(Optional.empty(), nonce);
    }

    @Override
    public Verdict requireScope(String scope) {
      Challenge.requireScopeToken(scope);
      return token.hasScope(scope)
          ? this
          : Challenge.insufficientScope(challengeStart, scope).withNonce(nonce);
    }

    @Override
    public Verdict requireClaim(String name, Object value) {
      ClaimValue wanted = ClaimValue.of(name, value);
      return wanted.isIn(token.claims().get(name))
          ? this
          : Challenge.refuse(challengeStart, Reason.INSUFFICIENT_SCOPE, Optional.of(name))
              .withNonce(nonce);
    }

    @Override
    public Token orThrow() {
      return token;
    }
  }

  /**
   * The request must not pass, and the same request never will.
   *
   * @param reason why, for logs and metrics
   * @param claim the name of the claim at fault, in the token or in the proof; never a value, which
   *     an attacker may have chosen
   * @param challenge the value for {@code WWW-Authenticate}, always present
   * @param nonce what the next proof of the client must carry, where one is asked for
   */
  record Refused(
      Reason reason, Optional<String> claim, Optional<String> challenge, Optional<String> nonce)
      implements Verdict {
    /** Makes a refusal without a nonce. */
    public Refused(Reason reason, Optional<String> claim, Optional<String> challenge) {
      this(reason, claim, challenge, Optional.empty());
    }

    /**
     * Makes a refusal.
     *
     * @throws IllegalArgumentException if the reason belongs to {@link Unavailable} or the
     *     challenge is empty
     */
    public Refused {
      Objects.requireNonNull(claim, "claim");
      Objects.requireNonNull(nonce, "nonce");
      if (reason.retry() == Reason.Retry.LATER || challenge.isEmpty()) {
        throw new IllegalArgumentException("not a refusal: " + reason.code());
      }
    }

    @Override
    public int httpStatus() {
      return reason.httpStatus();
    }

    @Override
    public Map<String, String> headers() {
      return Challenge.headers(challenge, nonce);
    }

    /** This refusal with another nonce. */
    public Refused withNonce(Optional<String> newNonce) {
      return new Refused(reason, claim, challenge, newNonce);
    }

    @Override
    public Verdict requireScope(String scope) {
      Challenge.requireScopeToken(scope);
      return this;
    }

    @Override
    public Verdict requireClaim(String name, Object value) {
      ClaimValue.of(name, value);
      return this;
    }

    @Override
    public Token orThrow() {
      throw new TokenRefusedException(this, reason);
    }
  }

  /**
   * The validator cannot judge now: the token is neither accepted nor refused.
   *
   * @param reason why, for logs and metrics
   * @param retryAfter the value for the {@code Retry-After} header, at least one second
   */
  record Unavailable(Reason reason, Duration retryAfter) implements Verdict {
    /**
     * Makes an unavailable verdict.
     *
     * @throws IllegalArgumentException if the reason belongs to {@link Refused} or the time is
     *     shorter than a second
     */
    public Unavailable {
      if (reason.retry() != Reason.Retry.LATER) {
        throw new IllegalArgumentException("not a cause of unavailability: " + reason.code());
      }
      if (retryAfter.toSeconds() < 1) {
        throw new IllegalArgumentException("retryAfter is under a second: " + retryAfter);
      }
    }

    /** Always 503. */
    @Override
    public int httpStatus() {
      return reason.httpStatus();
    }

    @Override
    public Map<String, String> headers() {
      return Map.of("Retry-After", String.valueOf(retryAfter.toSeconds()));
    }

    /** Always empty: a challenge would make the client throw a good token away. */
    @Override
    public Optional<String> challenge() {
      return Optional.empty();
    }

    @Override
    public Verdict requireScope(String scope) {
      Challenge.requireScopeToken(scope);
      return this;
    }

    @Override
    public Verdict requireClaim(String name, Object value) {
      ClaimValue.of(name, value);
      return this;
    }

    @Override
    public Token orThrow() {
      throw new TokenRefusedException(this, reason);
    }
  }
}
