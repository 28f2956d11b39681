package dev.signet.authority.operator;

import dev.signet.authority.audit.AuditEvent.AuthenticationFailed;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import dev.signet.validator.Reason;
import dev.signet.validator.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who may operate: the bearer of a token of this authority for itself. Thread-safe. */
public final class OperatorAccess {
  /** The scope that the token must have. */
  static final String SCOPE = "revocations";

  private final Function<List<String>, Verdict> judge;
  private final Predicate<String> isOnRecord;
  private final AuditLog audit;

  /**
   * Makes it.
   *
   * @param judge of the authority's own tokens for itself, by the values of a request's {@code
   *     Authorization} header fields and by all that is revoked when it is asked
   * @param isOnRecord whether the token of a {@code jti} was issued here: whoever stole a key can
   *     make tokens, but no record of them
   * @param audit hears of tokens that were refused
   */
  public OperatorAccess(
      Function<List<String>, Verdict> judge, Predicate<String> isOnRecord, AuditLog audit) {
    this.judge = judge;
    this.isOnRecord = isOnRecord;
    this.audit = audit;
  }

  /**
   * The client that asks.
   *
   * @throws OAuthException with the challenge of RFC 6750 §3 if its token is not good for this, 503
   *     if that cannot be judged now
   */
  String authorize(RequestOrigin origin) {
    Verdict verdict = judge.apply(origin.authorization());
    if (verdict instanceof Verdict.Accepted accepted && !isOnRecord.test(accepted.token().id())) {
      String challenge = accepted.challengeStart() + ", error=\"invalid_token\"";
      verdict = new Verdict.Refused(Reason.REVOKED, Optional.empty(), Optional.of(challenge));
    }
    verdict = verdict.requireScope(SCOPE);
    if (verdict instanceof Verdict.Refused refused) {
      throw refuse(refused, origin);
    }
    if (verdict instanceof Verdict.Unavailable unavailable) {
      throw OAuthException.unavailable("The token cannot be judged now", unavailable.retryAfter());
    }
    return verdict.orThrow().clientId();
  }

  private OAuthException refuse(Verdict.Refused refused, RequestOrigin origin) {
    if (refused.reason() != Reason.MISSING) {
      audit.record(
          new AuthenticationFailed(
              "", refused.reason().code(), origin.address(), origin.requestId()));
    }
    Map<String, String> headers = Map.of("WWW-Authenticate", refused.challenge().orElseThrow());
    int status = refused.httpStatus();
    return switch (status) {
      case 400 ->
          new OAuthException(
              "invalid_request", "Send one Authorization header, with one token", status, headers);
      case 403 ->
          new OAuthException(
              "insufficient_scope", "The token lacks the scope " + SCOPE, status, headers);
      default ->
          new OAuthException(
              "invalid_token",
              "Send a Bearer token of this authority whose audience is its issuer",
              status,
              headers);
    };
  }
}
