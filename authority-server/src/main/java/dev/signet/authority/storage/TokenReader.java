package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds the records of issued tokens: a handle that cannot write. Thread-safe. */
public interface TokenReader {

  /**
   * Which tokens an operator asks for; immutable.
   *
   * @param subject of this holder; empty for any
   * @param clientId issued to this consumer; empty for any
   * @param expiresFrom which expire at this time or later; cut to whole seconds
   */
  record Selection(Optional<String> subject, Optional<String> clientId, Instant expiresFrom) {
    /** Checks the parts. */
    public Selection {
      subject.ifPresent(value -> Rules.text(value, "subject"));
      clientId.ifPresent(value -> Rules.text(value, "clientId"));
      expiresFrom = requireNonNull(expiresFrom, "expiresFrom").truncatedTo(ChronoUnit.SECONDS);
    }

    /** The same, but only those that live: one that expires at this very second does not. */
    public Selection livingAt(Instant now) {
      return new Selection(subject, clientId, now.plusSeconds(1));
    }

    /** Whether a token is one of them. */
    public boolean has(TokenRecord token) {
      return subject.filter(name -> !name.equals(token.subject())).isEmpty()
          && clientId.filter(name -> !name.equals(token.clientId())).isEmpty()
          && !token.expiresAt().isBefore(expiresFrom);
    }
  }

  /**
   * A place in the order of tokens: by their expiry, then, unless a holder or a consumer is asked
   * for, by the holder, then by the {@code jti}. What is issued or purged meanwhile does not move
   * it. Immutable.
   */
  record Place(Instant expiresAt, String subject, String jti) {
    /** Checks the parts. */
    public Place {
      expiresAt = requireNonNull(expiresAt, "expiresAt").truncatedTo(ChronoUnit.SECONDS);
      Rules.text(subject, "subject");
      TokenRecord.checkJti(jti, "jti");
    }

    /** Where a token stands. */
    public static Place of(TokenRecord token) {
      return new Place(token.expiresAt(), token.subject(), token.jti());
    }
  }

  /**
   * Finds the record of a token, expired or not; empty when there is none (any more).
   *
   * @throws StorageException when the records cannot be read
   */
  Optional<TokenRecord> find(String jti);

  /**
   * The first tokens behind a place, the soonest to expire first. An index answers; those of a
   * holder or a consumer take time in proportion to the seconds in which tokens expire, not to the
   * number of tokens.
   *
   * @param after behind which; empty begins at the beginning
   * @param most how many, at least 1
   * @throws StorageException when the records cannot be read
   */
  List<TokenRecord> page(Selection selection, Optional<Place> after, int most);

  /**
   * Counts tokens: those of a holder or a consumer through an index, all of them in time in
   * proportion to their number.
   *
   * @throws StorageException when the records cannot be read
   */
  long count(Selection selection);

  /**
   * Counts all records, as {@link #count(Selection)} does.
   *
   * @throws StorageException when the records cannot be read
   */
  default long count() {
    return count(new Selection(Optional.empty(), Optional.empty(), Instant.EPOCH));
  }
}
