package dev.signet.validator.revocation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authority offers about its revocations: a list, or none at all, which is known too and no
 * failure. Immutable and thread-safe.
 */
final class Offer {
  /** Tokens of this authority cannot be revoked. */
  static final Offer NONE = new Offer(null);

  private final @Nullable RevocationList list;

  private Offer(@Nullable RevocationList list) {
    this.list = list;
  }

  static Offer of(RevocationList list) {
    return new Offer(list);
  }

  Optional<RevocationList> list() {
    return Optional.ofNullable(list);
  }
}
