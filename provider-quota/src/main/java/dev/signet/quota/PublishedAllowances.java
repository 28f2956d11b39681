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

  /**
   * The moment as of which it is known that whoever {@link #find} does not find has none; empty
   * while that is not known, as by default.
   *
   * <p>An allowance that was in force by then counts no more, and the claim of the newest token
   * that was shown does again. While it is not known, an allowance goes on where it has counted.
   *
   * @param issuer the authority
   */
  default Optional<Instant> completeAsOf(String issuer) {
    return Optional.empty();
  }

  /** These, and the others where these have none: for a provider of several authorities. */
  default PublishedAllowances or(PublishedAllowances others) {
    Objects.requireNonNull(others, "others");
    PublishedAllowances first = this;
    return new PublishedAllowances() {
      @Override
      public Optional<Published> find(String issuer, String of, String name) {
        return first.find(issuer, of, name).or(() -> others.find(issuer, of, name));
      }

      @Override
      public Optional<Instant> completeAsOf(String issuer) {
        return first.completeAsOf(issuer).or(() -> others.completeAsOf(issuer));
      }
    };
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
