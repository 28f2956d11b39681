package dev.signet.authority.storage;

import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessKey.Kind;
import dev.signet.authority.storage.guessing.GuessRecord;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Failures in memory; each write asks first whether it may, and so does each reading. */
final class InMemoryGuesses implements GuessRepository {
  private final Map<GuessKey, GuessRecord> records = new HashMap<>();
  private final Map<GuessKey, KnownAddress> addresses = new HashMap<>();
  private final Runnable beforeWrite;
  private final Runnable beforeRead;

  InMemoryGuesses(Runnable beforeWrite, Runnable beforeRead) {
    this.beforeWrite = beforeWrite;
    this.beforeRead = beforeRead;
  }

  @Override
  public synchronized void takeDown(
      Collection<GuessRecord> more, Collection<KnownAddress> known, Instant latestClear) {
    beforeWrite.run();
    for (GuessRecord each : more) {
      if (!isLifted(each)) {
        records.merge(each.key(), each, (old, next) -> later(old, next, latestClear));
      }
    }
    for (KnownAddress each : known) {
      addresses.merge(
          GuessKey.of(each.name(), each.address()),
          each,
          (old, seen) -> seen.seenAt().isAfter(old.seenAt()) ? seen : old);
      addresses.values().stream()
          .filter(other -> other.name().equals(each.name()))
          .sorted(Comparator.comparing(KnownAddress::seenAt).reversed())
          .skip(ADDRESSES_OF_A_NAME)
          .toList()
          .forEach(old -> addresses.remove(GuessKey.of(old.name(), old.address())));
    }
  }

  private static GuessRecord later(GuessRecord old, GuessRecord next, Instant latestClear) {
    return next.clearAt().isAfter(old.clearAt()) || old.clearAt().isAfter(latestClear)
        ? new GuessRecord(
            next.key(),
            next.failures(),
            next.strikes(),
            next.since(),
            next.lastAt(),
            next.until(),
            next.clearAt(),
            old.liftedAt(),
            next.changedAt())
        : old;
  }

  private boolean isLifted(GuessRecord record) {
    return records.values().stream()
        .filter(each -> !each.liftedAt().isBefore(record.lastAt()))
        .anyMatch(each -> concerns(each.key(), record.key()));
  }

  private static boolean concerns(GuessKey lifted, GuessKey key) {
    return switch (lifted.kind()) {
      case ACCOUNT -> key.kind() != Kind.ADDRESS && lifted.name().equals(key.name());
      case ADDRESS -> key.kind() != Kind.ACCOUNT && lifted.address().equals(key.address());
      case ACCOUNT_AND_ADDRESS -> false;
    };
  }

  @Override
  public synchronized List<GuessRecord> changedSince(Instant time, int most) {
    beforeRead.run();
    return records.values().stream()
        .filter(each -> !each.changedAt().isBefore(time))
        .sorted(Comparator.comparing(GuessRecord::changedAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<GuessRecord> waitingAt(Instant time, Instant latest, int most) {
    beforeRead.run();
    return records.values().stream()
        .filter(each -> each.until().isAfter(time) && !each.until().isAfter(latest))
        .sorted(Comparator.comparing(GuessRecord::until).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized List<KnownAddress> addressesSince(Instant time, int most) {
    beforeRead.run();
    return addresses.values().stream()
        .filter(each -> !each.seenAt().isBefore(time))
        .sorted(Comparator.comparing(KnownAddress::seenAt).reversed())
        .limit(most)
        .toList();
  }

  @Override
  public synchronized int lift(GuessKey key, Instant time) {
    beforeWrite.run();
    if (key.kind() == Kind.ACCOUNT_AND_ADDRESS) {
      throw new IllegalArgumentException("key must be an account or an address");
    }
    Instant at = time.truncatedTo(ChronoUnit.MILLIS);
    List<GuessRecord> gone =
        records.values().stream().filter(each -> concerns(key, each.key())).toList();
    gone.forEach(each -> records.remove(each.key()));
    records.put(key, new GuessRecord(key, 0, 0, at, at, at, at, at, at));
    return (int) gone.stream().filter(each -> each.until().isAfter(at)).count();
  }

  @Override
  public synchronized int purge(
      Instant clearBefore, Instant clearAfter, Instant seenBefore, int most) {
    beforeWrite.run();
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    List<GuessKey> clear =
        records.values().stream()
            .filter(
                each -> each.clearAt().isBefore(clearBefore) || each.clearAt().isAfter(clearAfter))
            .map(GuessRecord::key)
            .limit(most)
            .toList();
    clear.forEach(records::remove);
    List<KnownAddress> old =
        addresses.values().stream()
            .filter(each -> each.seenAt().isBefore(seenBefore))
            .limit(most)
            .toList();
    old.forEach(each -> addresses.remove(GuessKey.of(each.name(), each.address())));
    return clear.size() + old.size();
  }
}
