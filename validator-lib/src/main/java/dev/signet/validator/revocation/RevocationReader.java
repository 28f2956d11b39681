package dev.signet.validator.revocation;

import dev.signet.validator.revocation.RevocationDelta.Added;
import dev.signet.validator.revocation.RevocationDelta.Removed;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Reads what an authority signed about its revocations (docs/revocation-list.md). Whether it may
 * replace what is held is decided by {@link RevocationList}. Immutable and thread-safe.
 */
public final class RevocationReader {
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
  private static final int SALT_BYTES = 16;
  private static final long LONGEST_TTL = 3600;
  private static final long MAX_SEQ = (1L << 53) - 1;

  private final String issuer;
  private final HeaderRules ofLists;
  private final HeaderRules ofDeltas;
  private final KeySupply keys;
  private final Clock clock;

  /** Makes a reader of what this issuer signed with one of these keys, by these algorithms. */
  public RevocationReader(String issuer, Set<String> algorithms, KeySupply keys, Clock clock) {
    this.issuer = issuer;
    this.ofLists = new HeaderRules(algorithms, "revocation-list+jwt");
    this.ofDeltas = new HeaderRules(algorithms, "revocation-delta+jwt");
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Reads a full list.
   *
   * @throws RejectedUpdateException if it is not signed, not whole, or not to be believed now
   * @throws IOException if there are no keys to verify it with
   */
  public RevocationList readList(byte[] body) throws IOException {
    SignedDocument document = SignedDocument.verify(body, ofLists, keys);
    Validity validity = validity(document);
    Members claims = document.claims();
    long sequence = sequence(claims, "seq");
    Entries entries =
        new Entries(
            salt(claims),
            TokenNames.parse(claims.text("tokens")),
            new RevocationRules(RuleReader.rules(claims, 1, sequence)));
    return new RevocationList(sequence, entries, validity);
  }

  /** Reads a delta; throws as {@link #readList}. */
  RevocationDelta readDelta(byte[] body) throws IOException {
    SignedDocument document = SignedDocument.verify(body, ofDeltas, keys);
    Validity validity = validity(document);
    Members claims = document.claims();
    long from = sequence(claims, "from");
    long to = sequence(claims, "to");
    Members added = claims.objectIfThere("added");
    Members removed = claims.objectIfThere("removed");
    RevocationDelta delta =
        new RevocationDelta(
            from,
            to,
            salt(claims),
            new Added(tokens(added), RuleReader.rules(added, from + 1, to)),
            new Removed(tokens(removed), RuleReader.ids(removed, from)),
            validity);
    if (to < from || (to == from && !delta.changesNothing())) {
      throw new RejectedUpdateException("a delta that leads back, or nowhere with changes");
    }
    return delta;
  }

  private Validity validity(SignedDocument document) throws RejectedUpdateException {
    Members claims = document.claims();
    if (!claims.text("iss").equals(issuer)) {
      throw new RejectedUpdateException("revocations of another issuer");
    }
    Instant issuedAt = claims.second("iat");
    Instant expiresAt = claims.second("exp");
    long ttl = claims.whole("ttl", 0, Long.MAX_VALUE);
    Instant now = clock.instant();
    if (issuedAt.isAfter(now.plus(CLOCKS_APART))) {
      throw new RejectedUpdateException("revocations signed in the future, by this clock");
    }
    // At exactly exp they have expired; one that ends before it begins was never good.
    if (!expiresAt.isAfter(now) || !expiresAt.isAfter(issuedAt)) {
      throw new RejectedUpdateException("revocations that have expired");
    }
    return new Validity(
        document.signer(),
        issuedAt,
        expiresAt,
        Duration.ofSeconds(Math.min(Math.max(ttl, 1), LONGEST_TTL)));
  }

  private static long sequence(Members claims, String name) throws RejectedUpdateException {
    // RFC 7493 §2.2: what every reader of JSON can hold.
    return claims.whole(name, 0, MAX_SEQ);
  }

  private static byte[] salt(Members claims) throws RejectedUpdateException {
    return Base64Url.decode("salt", claims.text("salt"), SALT_BYTES);
  }

  private static TokenNames tokens(Members change) throws RejectedUpdateException {
    return change.has("tokens") ? TokenNames.parse(change.text("tokens")) : TokenNames.NONE;
  }
}
