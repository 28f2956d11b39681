package dev.signet.validator.revocation;

import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an authority offers about its revocations: a list, or none at all, which is known too and no
 * failure. Immutable and thread-safe.
 */
public final class Offer {
  /** Tokens of this authority cannot be revoked. */
  public static final Offer NONE = new Offer(null, null);

  private final @Nullable RevocationList list;
  private final @Nullable Trail trail;

  private Offer(@Nullable RevocationList list, @Nullable Trail trail) {
    this.list = list;
    this.trail = trail;
  }

  /** A list, and the full document that it was read from or that confirmed it. */
  static Offer of(RevocationList list, byte[] document) {
    return new Offer(list, Trail.of(document, list.signer()));
  }

  /**
   * This offer after a change.
   *
   * @throws RejectedUpdateException if the change does not fit the list
   */
  Offer with(RevocationDelta delta, byte[] document) throws RejectedUpdateException {
    if (list == null || trail == null) {
      throw new RejectedUpdateException("a delta to no list");
    }
    return new Offer(list.with(delta), trail.with(delta, document));
  }

  /**
   * This offer after a full list came.
   *
   * @throws RejectedUpdateException if that is not better than the list held
   */
  Offer succeededBy(RevocationList next, byte[] document) throws RejectedUpdateException {
    return of(list == null ? next : list.succeededBy(next), document);
  }

  /**
   * Whether a change leads on from here, or renews what is held; one known already does neither.
   */
  boolean isBefore(RevocationDelta delta) {
    return list != null && list.isBefore(delta);
  }

  /** Whether this is of a later change than that, or of the same and signed later. */
  boolean isLaterThan(Offer other) {
    return list != null && (other.list == null || list.isLaterThan(other.list));
  }

  /** The number of the latest change; 0 if there is no list. */
  long sequence() {
    return list == null ? 0 : list.sequence();
  }

  /** The deltas that led to the list since it came whole, in their order, as they were signed. */
  public List<String> deltas() {
    return trail == null ? List.of() : trail.deltas();
  }

  /** Whether the list should come whole again, so that a later run can be given it. */
  boolean isWorn(Predicate<VerifyingKey> published) {
    return trail != null && trail.isWorn(published);
  }

  /** This offer as an answer that came at this moment; belief counts from what was signed. */
  public Update<Offer> since(Instant now, Duration clockSkew) {
    if (list == null) {
      return Update.of(this, Optional.empty());
    }
    Duration age = Duration.between(list.issuedAt(), now).minus(clockSkew);
    return Update.of(this, Optional.of(list.ttl()))
        .believed(age.isNegative() ? Duration.ZERO : age, list.expiresAt());
  }

  /** The list; empty if tokens cannot be revoked. */
  public Optional<RevocationList> list() {
    return Optional.ofNullable(list);
  }

  /**
   * Refuses a token that the list revokes; it takes no lock, and allocates nothing for a token that
   * the same entries have let pass before.
   *
   * @throws Refusal {@code revoked}, or {@code malformed} if the token cannot be looked up
   */
  public void judge(Revocable token) throws Refusal {
    if (list != null && list.revokes(token)) {
      throw token.refusal();
    }
  }

  /** Whether both are of the same change, however old each is. */
  public boolean sameAs(Offer other) {
    return (list == null || other.list == null) ? list == other.list : list.sameAs(other.list);
  }
}
