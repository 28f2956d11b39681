package dev.signet.authority.revocation;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.RevocationChanges;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is in force after one change, as it is published; immutable. */
final class RevocationList {
  private final long change;
  private final RevocationNames names;

  private final TokenNames tokens;

  /** By ascending {@code id}. */
  private final List<RevocationRecord> rules;

  private final Instant cutOff;

  private RevocationList(
      long change, RevocationNames names, TokenNames tokens, List<RevocationRecord> rules) {
    this.change = change;
    this.names = names;
    this.tokens = tokens;
    this.rules = List.copyOf(rules);
    this.cutOff = cutOff(rules);
  }

  /** The list after all changes since the first. */
  static RevocationList of(RevocationChanges all) {
    return new RevocationList(
        all.to(), new RevocationNames(all.salt()), TokenNames.of(all.added()), rules(all.added()));
  }

  /** The list after more changes. */
  RevocationList with(RevocationChanges changes) {
    if (changes.to() == change) {
      return this;
    }
    TokenNames changed =
        tokens.with(TokenNames.of(changes.added()), TokenNames.of(changes.removed()));
    List<RevocationRecord> left = new ArrayList<>(rules);
    left.removeAll(changes.removed());
    left.addAll(rules(changes.added()));
    return new RevocationList(changes.to(), names, changed, left);
  }

  /** The number of the last change in it. */
  long change() {
    return change;
  }

  /** How many tokens and rules are in it. */
  int size() {
    return tokens.size() + rules.size();
  }

  /** The latest time of a rule; {@link Instant#EPOCH} if there is none. */
  Instant cutOff() {
    return cutOff;
  }

  private static Instant cutOff(List<RevocationRecord> records) {
    return rules(records).stream()
        .map(record -> ((TokensIssuedBefore) record.target()).issuedBefore())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** The claims of the full list that say what is in it. */
  Map<String, Object> claims() {
    Map<String, Object> claims = Json.object("seq", change, "salt", names.salt());
    claims.put("tokens", tokens.encode());
    claims.put("rules", rules.stream().map(rule -> rule(rule, names)).toList());
    return claims;
  }

  /** The claims of a delta that say what it changes. */
  static Map<String, Object> claims(RevocationChanges changes) {
    RevocationNames names = new RevocationNames(changes.salt());
    Map<String, Object> claims =
        Json.object("from", changes.from(), "to", changes.to(), "salt", names.salt());
    put(
        claims,
        "added",
        changes.added(),
        rules(changes.added()).stream().map(rule -> rule(rule, names)));
    put(
        claims,
        "removed",
        changes.removed(),
        rules(changes.removed()).stream().map(RevocationRecord::id));
    return claims;
  }

  private static void put(
      Map<String, Object> claims, String name, List<RevocationRecord> records, Stream<?> rules) {
    if (!records.isEmpty()) {
      claims.put(
          name, Json.object("tokens", TokenNames.of(records).encode(), "rules", rules.toList()));
    }
  }

  private static Map<String, Object> rule(RevocationRecord record, RevocationNames names) {
    TokensIssuedBefore rule = (TokensIssuedBefore) record.target();
    Map<String, Object> object = Json.object("id", record.id());
    rule.subject().ifPresent(value -> object.put("sub", names.ofSelector("sub", value)));
    rule.clientId()
        .ifPresent(value -> object.put("client_id", names.ofSelector("client_id", value)));
    rule.keyId().ifPresent(value -> object.put("kid", names.ofSelector("kid", value)));
    rule.audience().ifPresent(value -> object.put("aud", names.ofSelector("aud", value)));
    object.put("issued_before", rule.issuedBefore().getEpochSecond());
    object.put("expires", record.expiresAt().getEpochSecond());
    return object;
  }

  private static List<RevocationRecord> rules(List<RevocationRecord> records) {
    return records.stream()
        .filter(record -> record.target() instanceof TokensIssuedBefore)
        .toList();
  }
}
