package dev.signet.authority.storage;

import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Allowances in memory; each write asks first whether it may. Thread-safe. */
final class InMemoryAllowances implements AllowanceRepository {
  private final TreeMap<String, AllowanceRecord> allowances = new TreeMap<>();
  private final Runnable beforeWrite;

  InMemoryAllowances(Runnable beforeWrite) {
    this.beforeWrite = beforeWrite;
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
  public synchronized List<AllowanceRecord> page(String after, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return allowances.tailMap(after, false).values().stream().limit(most).toList();
  }

  @Override
  public synchronized boolean remove(String consumer) {
    beforeWrite.run();
    return allowances.remove(consumer) != null;
  }
}
