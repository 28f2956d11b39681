package dev.signet.authority.operator;

import dev.signet.authority.http.JsonMembers;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.revocation.PresentedToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The body of a request to take tokens back; each fault names its member. Immutable. */
final class RevocationRequest {
  /** The members that it may have. */
  static final List<String> MEMBERS =
      List.of(
          "jti",
          "token",
          "sub",
          "client_id",
          "kid",
          "aud",
          "everything",
          "issued_before",
          "reason");

  private static final List<String> SELECTORS = List.of("sub", "client_id", "kid", "aud");
  private static final int MAX_CHARS = 1_024;
  private static final int MAX_TOKEN_CHARS = 8_192;

  private final JsonMembers body;
  private final String reason;

  /**
   * Checks that there is a reason and one target.
   *
   * @throws OAuthException {@code invalid_request} otherwise
   */
  RevocationRequest(JsonMembers body) {
    this.body = body;
    this.reason =
        body.text("reason", MAX_CHARS)
            .orElseThrow(() -> OAuthException.invalidRequest("The member reason is missing"));
    boolean selected = SELECTORS.stream().anyMatch(body::has);
    long targets =
        Stream.of(body.has("jti"), body.has("token"), selected, body.isTrue("everything"))
            .filter(named -> named)
            .count();
    if (targets != 1) {
      throw OAuthException.invalidRequest(
          "Name one of: jti; token; any of sub, client_id, kid and aud; everything");
    }
    if (namesOneToken() && body.has("issued_before")) {
      throw OAuthException.invalidRequest(
          "The member issued_before does not go with jti or token: leave it out");
    }
  }

  /** Why. */
  String reason() {
    return reason;
  }

  /** Whether it names one token, rather than all that a rule concerns. */
  boolean namesOneToken() {
    return body.has("jti") || body.has("token");
  }

  /** The {@code jti} of the token that it names; empty if what it names is no token. */
  Optional<String> jti() {
    return body.has("jti")
        ? body.word("jti", MAX_CHARS)
        : body.text("token", MAX_TOKEN_CHARS).flatMap(PresentedToken::jti);
  }

  /**
   * The rule that it names.
   *
   * @param latest the latest time that it may have; also the time if it has none
   * @throws OAuthException {@code invalid_request} if it is malformed
   */
  TokensIssuedBefore rule(Instant latest) {
    return new TokensIssuedBefore(
        body.text("sub", MAX_CHARS),
        body.text("client_id", MAX_CHARS),
        body.word("kid", MAX_CHARS),
        body.word("aud", MAX_CHARS),
        body.text("issued_before", MAX_CHARS)
            .map(text -> notAfter(latest, time(text)))
            .orElse(latest));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw OAuthException.invalidRequest(
          "The member issued_before must be a time such as 2026-11-22T10:00:00Z");
    }
  }

  private static Instant notAfter(Instant latest, Instant time) {
    if (time.isAfter(latest)) {
      throw OAuthException.invalidRequest(
          "The member issued_before is ahead: give now or a time that has passed");
    }
    return time;
  }
}
