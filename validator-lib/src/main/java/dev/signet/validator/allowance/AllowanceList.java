package dev.signet.validator.allowance;

import dev.signet.validator.document.Selector;
import dev.signet.validator.document.Validity;
import dev.signet.validator.sync.RejectedUpdateException;
import dev.signet.validator.sync.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The allowances of one authority at one moment, or that it publishes none, which is known too and
 * no failure. Immutable and thread-safe.
 */
final class AllowanceList {
  /** This authority publishes no allowances. */
  static final AllowanceList NONE = new AllowanceList(new byte[0], Map.of(), null);

  /** A list has no more than these; one with as many may lack some. */
  static final int MOST = 10_000;

  private final byte[] salt;
  private final Map<Party, PublishedAllowance> allowances;
  private final @Nullable Validity validity;

  /**
   * Whose calls are counted.
   *
   * @param of {@code sub} or {@code client_id}
   * @param who the value of that claim
   */
  record Party(String of, Selector who) {}

  private AllowanceList(
      byte[] salt, Map<Party, PublishedAllowance> allowances, @Nullable Validity validity) {
    this.salt = salt;
    this.allowances = Map.copyOf(allowances);
    this.validity = validity;
  }

  /** Makes a list as it was signed. */
  static AllowanceList signed(
      byte[] salt, Map<Party, PublishedAllowance> allowances, Validity validity) {
    return new AllowanceList(salt.clone(), allowances, validity);
  }

  /** The allowance of a party; whether the list may still be believed is not asked here. */
  Optional<PublishedAllowance> find(String of, String value) {
    return allowances.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(allowances.get(new Party(of, Selector.of(salt, of, value))));
  }

  int size() {
    return allowances.size();
  }

  /** When it was signed; empty if there is none. */
  Optional<Instant> issuedAt() {
    return Optional.ofNullable(validity).map(Validity::issuedAt);
  }

  /** When it was signed, if whoever is not in it has none; empty if it is full, or unsigned. */
  Optional<Instant> completeAsOf() {
    return size() < MOST ? issuedAt() : Optional.empty();
  }

  /** From this moment on it must not be used; empty if there is none. */
  Optional<Instant> expiresAt() {
    return Optional.ofNullable(validity).map(Validity::expiresAt);
  }

  /**
   * The list to hold after another came.
   *
   * @throws RejectedUpdateException if that was signed before this one
   */
  AllowanceList succeededBy(AllowanceList next) throws RejectedUpdateException {
    if (validity != null
        && next.validity != null
        && next.validity.issuedAt().isBefore(validity.issuedAt())) {
      throw new RejectedUpdateException("allowances signed before those held");
    }
    return next;
  }

  /** This list as an answer; how often to ask is counted from the answer, its end is its own. */
  Update<AllowanceList> asAnswer() {
    return validity == null
        ? Update.of(this, Optional.empty())
        : Update.of(this, Optional.of(validity.ttl()))
            .believed(Duration.ZERO, validity.expiresAt());
  }
}
