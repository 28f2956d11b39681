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
 * From where names have signed in well within 30 days: of each name the last 16 addresses, of at
 * most 100 000 names. Thread-safe.
 */
final class KnownAddresses {
  static final Duration REMEMBERED_FOR = Duration.ofDays(30);

  private static final int MOST_NAMES = 100_000;
  private static final Duration PRECISION = Duration.ofDays(1);

  private final Cache<String, Known> byName = Caffeine.newBuilder().maximumSize(MOST_NAMES).build();
  private final Unwritten<KnownAddress> unwritten = new Unwritten<>();

  /**
   * Those of one name; immutable.
   *
   * @param addresses the latest first
   * @param since when the day began in which those to be taken down are counted
   * @param told how many those were
   */
  private record Known(List<KnownAddress> addresses, Instant since, int told) {
    static final Known NOTHING = new Known(List.of(), Instant.EPOCH, 0);

    Known plus(KnownAddress seen) {
      return new Known(latest(addresses, seen), since, told);
    }

    Known toldAt(Instant now) {
      boolean sameDay = !now.isBefore(since) && now.isBefore(since.plus(PRECISION));
      return new Known(addresses, sameDay ? since : now, sameDay ? told + 1 : 1);
    }

    boolean isSeenWithin(Duration time, String address, Instant now) {
      return addresses.stream()
          .anyMatch(
              each -> each.address().equals(address) && now.isBefore(each.seenAt().plus(time)));
    }
  }

  /** Whether a name has signed in well from an address. */
  boolean has(GuessKey pair, Instant now) {
    return of(pair).isSeenWithin(REMEMBERED_FOR, pair.address(), now);
  }

  private Known of(GuessKey pair) {
    Known known = byName.getIfPresent(pair.name());
    return known == null ? Known.NOTHING : known;
  }

  /**
   * A name has signed in well. That is to be taken down once a day, and of each name no more often
   * than it has addresses: one that comes from hundreds must not keep the others from the store.
   */
  void remember(GuessKey pair, Instant now) {
    if (of(pair).isSeenWithin(PRECISION, pair.address(), now)) {
      return;
    }
    KnownAddress seen = new KnownAddress(pair.name(), pair.address(), now);
    Known after =
        byName
            .asMap()
            .compute(
                seen.name(),
                (name, known) -> (known == null ? Known.NOTHING : known).plus(seen).toldAt(now));
    if (after.told() <= GuessRepository.ADDRESSES_OF_A_NAME) {
      unwritten.add(seen);
    }
  }

  /** Takes over what was taken down, by whichever node. */
  void learn(KnownAddress seen) {
    byName
        .asMap()
        .compute(seen.name(), (name, known) -> (known == null ? Known.NOTHING : known).plus(seen));
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
