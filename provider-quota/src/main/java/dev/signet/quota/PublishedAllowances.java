package dev.signet.quota;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Allowances that an authority publishes, by which those in tokens may be overtaken: asked for
 * tokens whose claim says {@code "live": true}, and for no others.
 *
 * <p>Called on the path of each such call by any thread: it must be thread-safe, and answer from
 * memory.
 */
@FunctionalInterface
public interface PublishedAllowances {
  /**
   * The allowance of somebody; empty if none is published.
   *
   * @param issuer the authority
   * @param of {@code sub} or {@code client_id}
   * @param name the value of that claim
   */
  Optional<Published> find(String issuer, String of, String name);

  /** These, and the others where these have none: for a provider of several authorities. */
  default PublishedAllowances or(PublishedAllowances others) {
    Objects.requireNonNull(others, "others");
    return (issuer, of, name) -> find(issuer, of, name).or(() -> others.find(issuer, of, name));
  }

  /**
   * An allowance and since when it is in force; immutable.
   *
   * @param allowance how many calls
   * @param since it overtakes the claims of tokens that were issued before; of the same second, the
   *     smaller limit counts
   */
  record Published(Allowance allowance, Instant since) {
    /** Makes one. */
    public Published {
      Objects.requireNonNull(allowance, "allowance");
      Objects.requireNonNull(since, "since");
    }
  }
}
