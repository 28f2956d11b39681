package dev.signet.authority.authn;

import dev.signet.authority.directory.Consumer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Claim}. */
public sealed interface Proof {
  /**
   * It is true.
   *
   * @param consumer who it is
   * @param at when that was proved
   * @param way by which of several methods; null where its authenticator has one
   */
  record Given(Consumer consumer, Instant at, @Nullable String way) implements Proof {
    /** A proof by the one method of its authenticator. */
    public Given(Consumer consumer, Instant at) {
      this(consumer, at, null);
    }
  }

  /**
   * It is not.
   *
   * @param reason why, as a stable code for the audit log; the answer is the same for all
   */
  record Failed(String reason) implements Proof {}

  /** The proof that a directory gives of a name and a secret. */
  static Proof of(Optional<Consumer> consumer, Instant at) {
    return consumer.<Proof>map(who -> new Given(who, at)).orElse(new Failed("wrong_credentials"));
  }
}
