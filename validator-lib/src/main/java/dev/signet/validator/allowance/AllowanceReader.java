package dev.signet.validator.allowance;

import dev.signet.validator.allowance.AllowanceList.Party;
import dev.signet.validator.document.Base64Url;
import dev.signet.validator.document.DocumentReader;
import dev.signet.validator.document.Members;
import dev.signet.validator.document.Selector;
import dev.signet.validator.document.SignedDocument;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a list of allowances (docs/quotas.md), whole or not at all. Whether it may replace what is
 * held is decided by {@link AllowanceList}. Immutable and thread-safe.
 */
final class AllowanceReader {
  private static final int SALT_BYTES = 16;
  private static final long MOST_CALLS = 1_000_000_000;
  private static final long LONGEST_WINDOW = 31_536_000;
  private static final Set<String> PARTIES = Set.of("sub", "client_id");
  private static final Set<String> MEMBERS = Set.of("of", "who", "limit", "window", "since");

  private final DocumentReader documents;
  private final HeaderRules rules;

  /** Makes a reader of what this issuer signed with one of these keys, by these algorithms. */
  AllowanceReader(String issuer, Set<String> algorithms, KeySupply keys, Clock clock) {
    this.documents = new DocumentReader("allowances", issuer, keys, clock);
    this.rules = new HeaderRules(algorithms, "allowance-list+jwt");
  }

  /**
   * Reads a list.
   *
   * @throws RejectedUpdateException if it is not signed, not to be believed now, or any of it is
   *     not what it must be
   * @throws IOException if there are no keys to verify it with
   */
  AllowanceList read(byte[] body) throws IOException {
    SignedDocument document = documents.read(body, rules);
    Members claims = document.claims();
    byte[] salt = Base64Url.decode("salt", claims.text("salt"), SALT_BYTES);
    return AllowanceList.signed(salt, allowances(claims), document.validity());
  }

  private static Map<Party, PublishedAllowance> allowances(Members claims)
      throws RejectedUpdateException {
    if (!claims.has("allowances")) {
      throw new RejectedUpdateException("allowances is missing");
    }
    List<Members> entries = claims.objects("allowances");
    if (entries.size() > AllowanceList.MOST) {
      throw new RejectedUpdateException("more than " + AllowanceList.MOST + " allowances");
    }
    Map<Party, PublishedAllowance> read = new HashMap<>();
    for (Members entry : entries) {
      if (read.put(party(entry), allowance(entry)) != null) {
        throw new RejectedUpdateException("two allowances of one party");
      }
    }
    return read;
  }

  private static Party party(Members entry) throws RejectedUpdateException {
    // What is not understood may be a condition.
    if (!entry.hasOnly(MEMBERS)) {
      throw new RejectedUpdateException("an allowance has an unknown member");
    }
    String of = entry.text("of");
    if (!PARTIES.contains(of)) {
      throw new RejectedUpdateException("of is neither sub nor client_id");
    }
    return new Party(of, Selector.parse("who", entry.text("who")));
  }

  private static PublishedAllowance allowance(Members entry) throws RejectedUpdateException {
    return new PublishedAllowance(
        entry.whole("limit", 1, MOST_CALLS),
        Duration.ofSeconds(entry.whole("window", 1, LONGEST_WINDOW)),
        entry.second("since"));
  }
}
