package dev.signet.authority.introspection;

import dev.signet.authority.binding.Confirmation;
import dev.signet.authority.http.Json;
import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The members of an answer (RFC 7662 §2.2), each as it stands in the token. */
final class Introspection {
  /** RFC 7662 §2.2: nothing else is said of a token that is not active. */
  static final Map<String, Object> INACTIVE = Map.of("active", false);

  private static final String USERNAME = "preferred_username";
  private static final List<String> CLAIMS =
      List.of(
          "scope",
          "client_id",
          "sub",
          "aud",
          "iss",
          "exp",
          "iat",
          "jti",
          "cnf",
          "act",
          "may_act",
          "quota");

  private Introspection() {}

  /**
   * The answer on a token that was accepted: active only if it is meant for the provider that asks.
   *
   * @param provided the audiences that it serves
   */
  static Map<String, Object> of(Token token, Collection<String> provided) {
    if (Collections.disjoint(token.audience(), provided)) {
      return INACTIVE;
    }
    Map<String, Object> answer =
        Json.object("active", true, "token_type", Confirmation.from(token.claims()).tokenType());
    for (String name : CLAIMS) {
      Object value = token.claims().get(name);
      if (value != null) {
        answer.put(name, value);
      }
    }
    if (token.holder().type() == Holder.Type.USER) {
      // A user's sub is the name to sign in with, unless the directory has another for people.
      answer.put("username", token.claims().getOrDefault(USERNAME, token.holder().subject()));
    }
    return answer;
  }
}
