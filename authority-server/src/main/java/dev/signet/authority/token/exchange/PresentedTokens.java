package dev.signet.authority.token.exchange;

import dev.signet.authority.directory.Consumer;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.introspection.TokenJudges;
import dev.signet.authority.token.GrantRefusal;
import dev.signet.validator.Token;
import dev.signet.validator.Verdict;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Judges the tokens that a client presents, by all that is revoked at this moment; nothing of a
 * token is believed, nor read, before. Thread-safe.
 */
record PresentedTokens(TokenJudges judges) {
  /** A token to exchange, and the one of who acts, both judged. */
  Token subject(String token, Consumer client) {
    Token judged = judge("subject", token, client);
    boolean isMeantForClient = !Collections.disjoint(judged.audience(), client.provides());
    if (!isMeantForClient && !isIssuedTo(client, judged)) {
      throw refusal("subject", "not_for_client");
    }
    return judged;
  }

  /** The token of who acts: of the client itself, so that nobody acts in the name of another. */
  Token actor(String token, Consumer client) {
    Token judged = judge("actor", token, client);
    if (!isIssuedTo(client, judged) || !judged.holder().subject().equals(client.name())) {
      throw refusal("actor", "not_of_client");
    }
    return judged;
  }

  private Token judge(String role, String token, Consumer client) {
    // A token that was issued to the client is for an audience that it may have tokens for.
    Set<String> audiences = new HashSet<>(client.provides());
    audiences.addAll(client.rights().audiences());
    Verdict verdict = judges.judge(token, audiences);
    if (verdict instanceof Verdict.Unavailable unavailable) {
      throw OAuthException.unavailable("The token cannot be judged now", unavailable.retryAfter());
    }
    if (verdict instanceof Verdict.Refused refused) {
      throw refusal(role, refused.reason().code());
    }
    return verdict.orThrow();
  }

  private static boolean isIssuedTo(Consumer client, Token token) {
    return token.clientId().equals(client.name());
  }

  /** RFC 8693 §2.2.2: whatever is wrong with one of them, the error is invalid_request. */
  private static GrantRefusal refusal(String role, String reason) {
    return new GrantRefusal(
        "invalid_request",
        role + '_' + reason,
        "The " + role + "_token is not good, or not for this client to exchange");
  }
}
