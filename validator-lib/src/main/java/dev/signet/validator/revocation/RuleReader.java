package dev.signet.validator.revocation;

import dev.signet.validator.document.Members;
import dev.signet.validator.document.Selector;
import dev.signet.validator.sync.RejectedUpdateException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code rules}, whose ids must ascend. */
final class RuleReader {
  private RuleReader() {}

  /** Rules with ids in these bounds; none if the member is not there. */
  static List<RevocationRule> rules(Members parent, long firstId, long lastId)
      throws RejectedUpdateException {
    List<RevocationRule> rules = new ArrayList<>();
    long last = 0;
    for (Members rule : parent.objects("rules")) {
      long id = rule.whole("id", firstId, lastId);
      requireAscending(last, id);
      rules.add(
          new RevocationRule(
              id, selection(rule), rule.second("issued_before"), rule.second("expires")));
      last = id;
    }
    return rules;
  }

  /** Ids of rules, up to this one; none if the member is not there. */
  static Set<Long> ids(Members parent, long lastId) throws RejectedUpdateException {
    Set<Long> ids = new LinkedHashSet<>();
    long last = 0;
    for (long id : parent.wholes("rules", 1, lastId)) {
      requireAscending(last, id);
      ids.add(id);
      last = id;
    }
    return ids;
  }

  private static void requireAscending(long last, long id) throws RejectedUpdateException {
    if (id <= last) {
      throw new RejectedUpdateException("rules are not in ascending order, each once");
    }
  }

  private static Selection selection(Members rule) throws RejectedUpdateException {
    return new Selection(
        selector(rule, "sub"),
        selector(rule, "client_id"),
        selector(rule, "kid"),
        selector(rule, "aud"));
  }

  private static @Nullable Selector selector(Members rule, String name)
      throws RejectedUpdateException {
    Optional<String> text = rule.textIfThere(name);
    return text.isEmpty() ? null : Selector.parse(name, text.get());
  }
}
