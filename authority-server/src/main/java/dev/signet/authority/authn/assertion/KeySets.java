package dev.signet.authority.authn.assertion;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.validator.assertion.AssertionKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads each set of keys once, and keeps those at an address in step while they are used.
 *
 * <p>Bounded; the sets used longest ago are forgotten first. Thread-safe.
 */
final class KeySets implements AutoCloseable {
  /** Each that is at an address has a thread. */
  private static final int MOST = 500;

  private static final Duration IDLE = Duration.ofHours(1);

  private final Set<String> algorithms;
  private final Clock clock;
  private final Cache<Place, AssertionKeys> sets;

  KeySets(Set<String> algorithms, Clock clock) {
    this.algorithms = algorithms;
    this.clock = clock;
    this.sets =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(IDLE)
            .removalListener((place, keys, cause) -> close(keys))
            .build();
  }

  private record Place(String value, boolean isAddress) {}

  /**
   * The keys of a set.
   *
   * @throws IllegalArgumentException if none of them can be used
   */
  AssertionKeys get(CredentialRecord set) {
    boolean isAddress = set.kind() == CredentialKind.JWKS_URI;
    return sets.get(new Place(set.value(), isAddress), this::open);
  }

  private AssertionKeys open(Place place) {
    return place.isAddress()
        ? AssertionKeys.at(AssertionKeys.address(place.value()), algorithms, clock)
        : AssertionKeys.shared(place.value(), algorithms);
  }

  private static void close(@Nullable Object keys) {
    if (keys instanceof AssertionKeys open) {
      open.close();
    }
  }

  @Override
  public void close() {
    sets.asMap().values().forEach(AssertionKeys::close);
  }
}
