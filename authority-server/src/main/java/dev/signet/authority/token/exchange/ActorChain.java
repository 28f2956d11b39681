package dev.signet.authority.token.exchange;

import dev.signet.authority.token.GrantRefusal;
import dev.signet.validator.Token;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who acts for a holder, and from which tokens the next one comes: both bounded. */
final class ActorChain {
  /** As many as a record keeps, and a validator of any age reads. */
  private static final int MOST = 5;

  /** What of {@code may_act} can be compared; anything else there may exclude the client. */
  private static final Set<String> COMPARED = Set.of("sub", "iss");

  private ActorChain() {}

  /**
   * Checks that the subject token lets this client act, if it says who may.
   *
   * <p>RFC 8693 §4.4. The error is {@code invalid_request}: §2.2.2 asks for it where a token is
   * "unacceptable based on policy".
   */
  static void requireMayAct(Token subject, String client) {
    Object mayAct = subject.claims().get("may_act");
    if (mayAct == null) {
      return;
    }
    boolean matches =
        mayAct instanceof Map<?, ?> claims
            && COMPARED.containsAll(claims.keySet())
            && client.equals(claims.get("sub"))
            && (!claims.containsKey("iss") || subject.issuer().equals(claims.get("iss")));
    if (!matches) {
      throw refusal("may_not_act", "The subject_token lets another client act");
    }
  }

  /** The names of those who act already, the latest first. */
  static List<String> of(Token subject) {
    return subject.actors().stream().map(actor -> actor.subject().orElseThrow()).toList();
  }

  /** Those of above with the client before them. */
  static List<String> with(Token subject, String client) {
    List<String> actors = new ArrayList<>(of(subject));
    actors.add(0, client);
    if (actors.size() > MOST) {
      throw refusal("too_many_actors", "At most " + MOST + " clients act for a holder in turn");
    }
    Set<String> once = new LinkedHashSet<>(actors);
    if (once.size() < actors.size() || once.contains(subject.holder().subject())) {
      throw refusal("loop", "Nobody acts twice in one chain, nor for itself");
    }
    return actors;
  }

  /** The tokens that the next one comes from, newest first. */
  static List<String> ancestors(Token subject) {
    List<String> ancestors = new ArrayList<>();
    ancestors.add(subject.id());
    if (subject.claims().get("ancestors") instanceof List<?> earlier) {
      earlier.forEach(id -> ancestors.add(String.valueOf(id)));
    }
    if (ancestors.size() > MOST) {
      throw refusal("too_many_ancestors", "A token is exchanged at most " + MOST + " times");
    }
    return ancestors;
  }

  private static GrantRefusal refusal(String reason, String description) {
    return new GrantRefusal("invalid_request", reason, description);
  }
}
