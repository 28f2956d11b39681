package dev.signet.authority.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Revocations in memory, for tests of others. Thread-safe. */
final class InMemoryRevocations implements RevocationRepository, RevocationReader {
  private final Runnable beforeWrite;
  private final Runnable beforeRead;
  private final Map<Long, RevocationRecord> all = new TreeMap<>();
  private final Map<Long, Long> removedBy = new HashMap<>();
  private final Map<String, ValidatorReport> reports = new TreeMap<>();
  private long change;
  private long knownFrom;
  private int histories;

  /** Runs a step before each write, and one before each reading: they may throw. */
  InMemoryRevocations(Runnable beforeWrite, Runnable beforeRead) {
    this.beforeWrite = beforeWrite;
    this.beforeRead = beforeRead;
  }

  @Override
  public synchronized Addition add(NewRevocation revocation) {
    beforeWrite.run();
    List<RevocationRecord> same =
        revocation.target() instanceof RevocationTarget.OneToken
            ? inForce(kept -> kept.target().equals(revocation.target()))
            : List.of();
    if (!same.isEmpty()) {
      return new Addition(same.get(0), false);
    }
    RevocationRecord record = revocation.inForce(++change);
    all.put(record.id(), record);
    return new Addition(record, true);
  }

  @Override
  public synchronized Optional<RevocationRecord> remove(long id) {
    beforeWrite.run();
    return removeAll(inForce(kept -> kept.id() == id)).stream().findFirst();
  }

  @Override
  public synchronized List<RevocationRecord> removeExpired(Instant at, int most) {
    beforeWrite.run();
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return removeAll(
        inForce(kept -> !kept.expiresAt().isAfter(at)).stream()
            .sorted(Comparator.comparing(RevocationRecord::expiresAt))
            .limit(most)
            .toList());
  }

  @Override
  public synchronized long lastChange() {
    beforeRead.run();
    return change;
  }

  @Override
  public synchronized boolean renumber(long newChange) {
    beforeWrite.run();
    if (newChange <= change) {
      return false;
    }
    change = newChange;
    knownFrom = newChange;
    histories++;
    return true;
  }

  @Override
  public synchronized int forgetRemoved(int keep, int most) {
    beforeWrite.run();
    if (keep < 0 || most < 1) {
      throw new IllegalArgumentException("keep must be at least 0, and most at least 1");
    }
    List<Map.Entry<Long, Long>> oldest =
        removedBy.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .limit(Math.min(most, Math.max(0, removedBy.size() - keep)))
            .toList();
    for (Map.Entry<Long, Long> removal : oldest) {
      knownFrom = Math.max(knownFrom, removal.getValue());
      all.remove(removal.getKey());
    }
    removedBy.keySet().retainAll(all.keySet());
    return oldest.size();
  }

  @Override
  public synchronized RevocationChanges all() {
    beforeRead.run();
    return changes(0);
  }

  @Override
  public synchronized Optional<RevocationChanges> changesSince(long from) {
    beforeRead.run();
    return from < knownFrom || from > change ? Optional.empty() : Optional.of(changes(from));
  }

  private RevocationChanges changes(long from) {
    List<RevocationRecord> removed = new ArrayList<>(all.values());
    removed.removeIf(kept -> kept.id() > from || removedBy.getOrDefault(kept.id(), 0L) <= from);
    return new RevocationChanges(
        from,
        change,
        String.format(Locale.ROOT, "%032x", histories),
        inForce(kept -> kept.id() > from),
        removed);
  }

  @Override
  public synchronized List<RevocationRecord> inForce(long after, int most) {
    beforeRead.run();
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    return inForce(kept -> kept.id() > after).stream().limit(most).toList();
  }

  @Override
  public synchronized Optional<Instant> cutOff() {
    return inForce(kept -> true).stream()
        .map(RevocationRecord::target)
        .filter(RevocationTarget.TokensIssuedBefore.class::isInstance)
        .map(rule -> ((RevocationTarget.TokensIssuedBefore) rule).issuedBefore())
        .max(Comparator.naturalOrder());
  }

  @Override
  public synchronized List<ValidatorReport> reports(Instant seenSince) {
    beforeRead.run();
    return reports.values().stream().filter(each -> !each.seenAt().isBefore(seenSince)).toList();
  }

  @Override
  public synchronized void saveReports(List<ValidatorReport> added, Instant forgetUntil) {
    beforeWrite.run();
    for (ValidatorReport report : added) {
      reports.merge(
          report.name(),
          report,
          (before, now) -> now.seenAt().isBefore(before.seenAt()) ? before : now);
    }
    reports.values().removeIf(each -> !each.seenAt().isAfter(forgetUntil));
    notifyAll();
  }

  synchronized boolean awaitReport(String name, long change, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    long left = longest.toMillis();
    while (left > 0 && !hasReported(name, change)) {
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    return hasReported(name, change);
  }

  private boolean hasReported(String name, long change) {
    return reports.containsKey(name) && reports.get(name).change() == change;
  }

  private List<RevocationRecord> inForce(Predicate<RevocationRecord> wanted) {
    return all.values().stream()
        .filter(kept -> !removedBy.containsKey(kept.id()))
        .filter(wanted)
        .toList();
  }

  private List<RevocationRecord> removeAll(List<RevocationRecord> revocations) {
    if (!revocations.isEmpty()) {
      change++;
      revocations.forEach(revocation -> removedBy.put(revocation.id(), change));
    }
    return revocations;
  }
}
