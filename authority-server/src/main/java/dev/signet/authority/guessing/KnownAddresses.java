package dev.signet.authority.guessing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * From where names have signed in well within 30 days: of each name the last 16 addresses, of the
 * 100 000 names that were here last. Thread-safe.
 */
final class KnownAddresses {
  static final Duration REMEMBERED_FOR = Duration.ofDays(30);

  private static final int MOST_NAMES = 100_000;
  private static final Duration PRECISION = Duration.ofDays(1);

  private final Cache<String, List<KnownAddress>> byName =
      Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
  private final Unwritten<KnownAddress> unwritten = new Unwritten<>();

  /** Whether a name has signed in well from an address. */
  boolean has(GuessKey pair, Instant now) {
    List<KnownAddress> known = byName.getIfPresent(pair.name());
    return known != null
        && known.stream()
            .anyMatch(
                each ->
                    each.address().equals(pair.address())
                        && now.isBefore(each.seenAt().plus(REMEMBERED_FOR)));
  }

  /** A name has signed in well; that is to be taken down once a day. */
  void remember(GuessKey pair, Instant now) {
    if (!isFresh(pair, now)) {
      KnownAddress seen = new KnownAddress(pair.name(), pair.address(), now);
      learn(seen);
      unwritten.add(seen);
    }
  }

  private boolean isFresh(GuessKey pair, Instant now) {
    List<KnownAddress> known = byName.getIfPresent(pair.name());
    return known != null
        && known.stream()
            .anyMatch(
                each ->
                    each.address().equals(pair.address())
                        && now.isBefore(each.seenAt().plus(PRECISION)));
  }

  /** Takes over what was taken down, by whichever node. */
  void learn(KnownAddress seen) {
    byName.asMap().merge(seen.name(), List.of(seen), (known, one) -> latest(known, one.get(0)));
  }

  private static List<KnownAddress> latest(List<KnownAddress> known, KnownAddress seen) {
    boolean older =
        known.stream()
            .anyMatch(
                each ->
                    each.address().equals(seen.address()) && !seen.seenAt().isAfter(each.seenAt()));
    return older
        ? known
        : Stream.concat(
                known.stream().filter(each -> !each.address().equals(seen.address())),
                Stream.of(seen))
            .sorted(Comparator.comparing(KnownAddress::seenAt).reversed())
            .limit(GuessRepository.ADDRESSES_OF_A_NAME)
            .toList();
  }

  Unwritten<KnownAddress> unwritten() {
    return unwritten;
  }
}
