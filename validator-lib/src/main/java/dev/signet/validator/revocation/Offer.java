package dev.signet.validator.revocation;

import dev.signet.validator.rules.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authority offers about its revocations: a list, or none at all, which is known too and no
 * failure. Immutable and thread-safe.
 */
public final class Offer {
  /** Tokens of this authority cannot be revoked. */
  public static final Offer NONE = new Offer(null);

  private final @Nullable RevocationList list;

  private Offer(@Nullable RevocationList list) {
    this.list = list;
  }

  static Offer of(RevocationList list) {
    return new Offer(list);
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
