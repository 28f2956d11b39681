package dev.signet.validator;

import java.util.Locale;

/**
 * Why a {@link Verdict} is not accepted: a closed list of stable codes.
 *
 * <p>The last four belong to {@link Verdict.Unavailable}, the others to {@link Verdict.Refused}.
 *
 * <p>The codes are API: adding one is a minor release, renaming one a major release. They are for
 * logs and metrics; a client is told only the coarse error of <a
 * href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750 §3.1</a>.
 */
public enum Reason {
  /** No token was presented. */
  MISSING(401, Retry.WITH_TOKEN),
  /** The request itself is malformed: two tokens, or a broken {@code Authorization} header. */
  MALFORMED_REQUEST(400, Retry.NEVER),
  /** The token, its header or a part of it is larger than allowed. */
  TOO_LARGE(401, Retry.WITH_TOKEN),
  /** The token is not the one spelling of a compact JWS with strict JSON inside. */
  MALFORMED(401, Retry.WITH_TOKEN),
  /** The token is in a format that is never read here, such as a JWE. */
  UNSUPPORTED_FORMAT(401, Retry.WITH_TOKEN),
  /** The algorithm is not allowed, or is not the algorithm of the key. */
  ALG_NOT_ALLOWED(401, Retry.WITH_TOKEN),
  /** The header carries a member that no honest authority sends, such as an embedded key. */
  HEADER_NOT_ALLOWED(401, Retry.WITH_TOKEN),
  /** The header demands an extension that is not understood. */
  CRIT_UNSUPPORTED(401, Retry.WITH_TOKEN),
  /** The token is a JWT of another kind. */
  WRONG_TYPE(401, Retry.WITH_TOKEN),
  /** The authority publishes no such key. */
  UNKNOWN_KEY(401, Retry.WITH_TOKEN),
  /** The key that signed the token is no longer published. */
  KEY_REVOKED(401, Retry.WITH_TOKEN),
  /** The signature does not fit the key and the bytes. */
  BAD_SIGNATURE(401, Retry.WITH_TOKEN),
  /** The token is of another issuer. */
  WRONG_ISSUER(401, Retry.WITH_TOKEN),
  /** The token is meant for another audience. */
  WRONG_AUDIENCE(401, Retry.WITH_TOKEN),
  /** The token has expired. */
  EXPIRED(401, Retry.WITH_TOKEN),
  /** The token is not valid yet. */
  NOT_YET_VALID(401, Retry.WITH_TOKEN),
  /** The token claims to have been issued in the future. */
  ISSUED_IN_FUTURE(401, Retry.WITH_TOKEN),
  /** The token lives longer than is accepted here. */
  LIFETIME_TOO_LONG(401, Retry.WITH_TOKEN),
  /** A required claim is missing; the refusal names it. */
  CLAIM_MISSING(401, Retry.WITH_TOKEN),
  /** The token was revoked. */
  REVOKED(401, Retry.WITH_TOKEN),
  /** The token is bound to a key and no proof of that key was presented. */
  BINDING_REQUIRED(401, Retry.WITH_TOKEN),
  /** The token is bound to another key or certificate than the one presented. */
  BINDING_MISMATCH(401, Retry.WITH_TOKEN),
  /** The token is not bound to a key, and was presented as if it were, or must be bound here. */
  NOT_BOUND(401, Retry.WITH_TOKEN),
  /**
   * The proof of the key is malformed, of another request or of another time; the member is named.
   */
  INVALID_PROOF(401, Retry.WITH_PROOF),
  /** The proof of the key was presented before. */
  PROOF_REPLAYED(401, Retry.WITH_PROOF),
  /** The proof of the key lacks the nonce that is asked for here, or has one that is too old. */
  NONCE_REQUIRED(401, Retry.WITH_PROOF),
  /** The token is good but does not carry the scope. */
  INSUFFICIENT_SCOPE(403, Retry.WITH_TOKEN),
  /** No keys have been received from the authority yet. */
  NO_KEYS_YET(503, Retry.LATER),
  /** The keys are older than the policy allows. */
  KEYS_TOO_OLD(503, Retry.LATER),
  /** The revocations are older than the policy allows or past their end, or none came yet. */
  REVOCATIONS_TOO_OLD(503, Retry.LATER),
  /** The validator itself failed; the token was neither accepted nor judged. */
  INTERNAL(503, Retry.LATER);

  /** Whether the same request may succeed later. */
  public enum Retry {
    /** The request must be changed first. */
    NEVER,
    /** With another token. */
    WITH_TOKEN,
    /** With the same token and a new proof. */
    WITH_PROOF,
    /** As it is, after the time in {@code Retry-After}. */
    LATER
  }

  private final String code = name().toLowerCase(Locale.ROOT);
  private final int httpStatus;
  private final Retry retry;

  Reason(int httpStatus, Retry retry) {
    this.httpStatus = httpStatus;
    this.retry = retry;
  }

  /** The wire name of this reason, such as {@code wrong_audience}; frozen once released. */
  public String code() {
    return code;
  }

  /** The HTTP status that fits this reason: 400, 401, 403 or 503. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Whether the same request may succeed later. */
  public Retry retry() {
    return retry;
  }
}
