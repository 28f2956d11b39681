package dev.signet.authority.revocation;

import dev.signet.authority.http.Json;
import dev.signet.authority.storage.RevocationChanges;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What is in force after one change, as it is published; immutable. */
final class RevocationList {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final long change;
  private final RevocationNames names;

  /** The names of revoked tokens, ascending as signed numbers; numbers, as there may be many. */
  private final long[] tokens;

  /** By ascending {@code id}. */
  private final List<RevocationRecord> rules;

  private final Instant cutOff;

  private RevocationList(
      long change, RevocationNames names, LongStream tokens, List<RevocationRecord> rules) {
    this.change = change;
    this.names = names;
    this.tokens = tokens.sorted().distinct().toArray();
    this.rules = List.copyOf(rules);
    this.cutOff = cutOff(rules);
  }

  /** The list after all changes since the first. */
  static RevocationList of(RevocationChanges all) {
    return new RevocationList(
        all.to(), new RevocationNames(all.salt()), tokens(all.added()), rules(all.added()));
  }

  /** The list after more changes. */
  RevocationList with(RevocationChanges changes) {
    if (changes.to() == change) {
      return this;
    }
    long[] gone = tokens(changes.removed()).sorted().toArray();
    LongStream kept = LongStream.of(tokens).filter(token -> Arrays.binarySearch(gone, token) < 0);
    List<RevocationRecord> left = new ArrayList<>(rules);
    left.removeAll(changes.removed());
    left.addAll(rules(changes.added()));
    return new RevocationList(
        changes.to(), names, LongStream.concat(kept, tokens(changes.added())), left);
  }

  /** The number of the last change in it. */
  long change() {
    return change;
  }

  /** How many tokens and rules are in it. */
  int size() {
    return tokens.length + rules.size();
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
    claims.put("tokens", encode(LongStream.of(tokens)));
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
          name,
          Json.object(
              "tokens", encode(tokens(records).sorted().distinct()), "rules", rules.toList()));
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

  /** Ascending as signed numbers in; ascending as bytes, which have no sign, out. */
  private static String encode(LongStream ascending) {
    long[] tokens = ascending.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(tokens.length * Long.BYTES);
    LongStream.of(tokens).filter(token -> token >= 0).forEach(bytes::putLong);
    LongStream.of(tokens).filter(token -> token < 0).forEach(bytes::putLong);
    return BASE64URL.encodeToString(bytes.array());
  }

  private static LongStream tokens(List<RevocationRecord> records) {
    return records.stream()
        .filter(record -> record.target() instanceof OneToken)
        .mapToLong(record -> RevocationNames.ofToken(((OneToken) record.target()).jti()));
  }

  private static List<RevocationRecord> rules(List<RevocationRecord> records) {
    return records.stream()
        .filter(record -> record.target() instanceof TokensIssuedBefore)
        .toList();
  }
}
