package dev.signet.validator.revocation;

import dev.signet.validator.document.Base64Url;
import dev.signet.validator.document.DocumentReader;
import dev.signet.validator.document.Members;
import dev.signet.validator.document.SignedDocument;
import dev.signet.validator.revocation.RevocationDelta.Added;
import dev.signet.validator.revocation.RevocationDelta.Removed;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Reads what an authority signed about its revocations (docs/revocation-list.md). Whether it may
 * replace what is held is decided by {@link RevocationList}. Immutable and thread-safe.
 */
public final class RevocationReader {
  private static final int SALT_BYTES = 16;
  private static final long MAX_SEQ = (1L << 53) - 1;

  private final DocumentReader documents;
  private final HeaderRules ofLists;
  private final HeaderRules ofDeltas;
  private final Clock clock;

  /** Makes a reader of what this issuer signed with one of these keys, by these algorithms. */
  public RevocationReader(String issuer, Set<String> algorithms, KeySupply keys, Clock clock) {
    this.documents = new DocumentReader("revocations", issuer, keys, clock);
    this.ofLists = new HeaderRules(algorithms, "revocation-list+jwt");
    this.ofDeltas = new HeaderRules(algorithms, "revocation-delta+jwt");
    this.clock = clock;
  }

  /**
   * Reads a full list.
   *
   * @throws RejectedUpdateException if it is not signed, not whole, or not to be believed now
   * @throws IOException if there are no keys to verify it with
   */
  public RevocationList readList(byte[] body) throws IOException {
    return readList(body, clock.instant());
  }

  private RevocationList readList(byte[] body, Instant livesAt) throws IOException {
    SignedDocument document = documents.read(body, ofLists, livesAt);
    Members claims = document.claims();
    long sequence = sequence(claims, "seq");
    Entries entries =
        new Entries(
            salt(claims),
            TokenNames.parse(claims.text("tokens")),
            new RevocationRules(RuleReader.rules(claims, 1, sequence)));
    return new RevocationList(sequence, entries, document.validity());
  }

  /** Whether this calls itself a delta; what it is, only the reader of deltas can tell. */
  boolean isDelta(byte[] body) {
    try {
      ofDeltas.judgeType(HeaderRules.parse(DocumentReader.split(body).header()));
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  /** Reads a delta; throws as {@link #readList}. */
  RevocationDelta readDelta(byte[] body) throws IOException {
    return readDelta(body, clock.instant());
  }

  /**
   * Reads what an earlier run was given, as strictly as what comes now; but only the last document
   * must still live, as it renews what is before it.
   *
   * @throws RejectedUpdateException if a document is not good or does not fit the one before
   * @throws IOException if there are no keys to verify it with
   */
  public Offer restore(byte[] whole, List<String> deltas) throws IOException {
    Offer offer = Offer.of(readList(whole, Instant.EPOCH), whole);
    for (String delta : deltas) {
      byte[] document = delta.getBytes(StandardCharsets.ISO_8859_1);
      offer = offer.with(readDelta(document, Instant.EPOCH), document);
    }
    if (offer.list().filter(list -> list.expiresAt().isAfter(clock.instant())).isEmpty()) {
      throw documents.expired();
    }
    return offer;
  }

  private RevocationDelta readDelta(byte[] body, Instant livesAt) throws IOException {
    SignedDocument document = documents.read(body, ofDeltas, livesAt);
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
            document.validity());
    if (to < from || (to == from && !delta.changesNothing())) {
      throw new RejectedUpdateException("a delta that leads back, or nowhere with changes");
    }
    return delta;
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
