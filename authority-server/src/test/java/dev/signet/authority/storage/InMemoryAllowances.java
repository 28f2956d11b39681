package dev.signet.authority.storage;

import static java.util.Comparator.comparing;

import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
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
  public synchronized void put(AllowanceRecord allowance) {
    beforeWrite.run();
    allowances.put(allowance.consumer(), allowance);
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
