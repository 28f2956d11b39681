package dev.signet.authority.storage;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNullElse;

import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.KeptAllowance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Allowances in memory; each write, and each search, asks first whether it may. Thread-safe. */
final class InMemoryAllowances implements AllowanceRepository {
  private final TreeMap<String, AllowanceRecord> allowances = new TreeMap<>();
  private final Runnable beforeWrite;
  private final Runnable beforeRead;

  InMemoryAllowances(Runnable beforeWrite, Runnable beforeRead) {
    this.beforeWrite = beforeWrite;
    this.beforeRead = beforeRead;
  }

  @Override
  public synchronized Optional<AllowanceRecord> change(AllowanceChange change) {
    beforeWrite.run();
    AllowanceRecord before = allowances.get(change.consumer());
    if (before == null && !change.isWhole()) {
      return Optional.empty();
    }
    AllowanceRecord after =
        before == null
            ? new AllowanceRecord(
                change.consumer(),
                change.issuing(),
                change.calls(),
                requireNonNullElse(change.counted(), Counted.SUB),
                requireNonNullElse(change.live(), false),
                change.changedAt())
            : new AllowanceRecord(
                change.consumer(),
                change.issuing() == null ? before.issuing() : change.issuing(),
                change.calls() == null ? before.calls() : change.calls(),
                requireNonNullElse(change.counted(), before.counted()),
                requireNonNullElse(change.live(), before.live()),
                change.changedAt());
    allowances.put(after.consumer(), after);
    return Optional.of(after);
  }

  @Override
  public synchronized Optional<AllowanceRecord> find(String consumer) {
    return Optional.ofNullable(allowances.get(consumer));
  }

  @Override
  public synchronized List<KeptAllowance> page(String after, int most) {
    requireSome(most);
    return allowances.tailMap(after, false).values().stream()
        .limit(most)
        .<KeptAllowance>map(each -> each)
        .toList();
  }

  @Override
  public List<KeptAllowance> liveSince(Instant time, int most) {
    requireSome(most);
    beforeRead.run();
    return sorted().stream()
        .filter(each -> each.live() && each.calls() != null && !each.changedAt().isBefore(time))
        .limit(most)
        .<KeptAllowance>map(each -> each)
        .toList();
  }

  private synchronized List<AllowanceRecord> sorted() {
    return allowances.values().stream()
        .sorted(comparing(AllowanceRecord::changedAt).reversed())
        .toList();
  }

  private static void requireSome(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
  }

  @Override
  public synchronized boolean remove(String consumer) {
    beforeWrite.run();
    return allowances.remove(consumer) != null;
  }
}
