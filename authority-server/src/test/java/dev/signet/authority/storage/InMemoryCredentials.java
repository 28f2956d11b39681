package dev.signet.authority.storage;

import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.credential.CredentialUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The credentials of a store in memory. Thread-safe. */
final class InMemoryCredentials implements CredentialRepository, CredentialReader {
  private static final Comparator<CredentialRecord> OLDEST_FIRST =
      Comparator.comparing(CredentialRecord::createdAt).thenComparing(CredentialRecord::id);

  private final Runnable beforeWrite;
  private final Runnable beforeRead;
  private final List<CredentialRecord> kept = new ArrayList<>();

  InMemoryCredentials(Runnable beforeWrite, Runnable beforeRead) {
    this.beforeWrite = beforeWrite;
    this.beforeRead = beforeRead;
  }

  synchronized void addFirst(ConsumerRecord consumer) {
    if (consumer.kind() == ConsumerKind.APPLICATION
        && !consumer.credential().equals(ConsumerRecord.NO_CREDENTIAL)) {
      kept.add(
          new CredentialRecord(
              consumer.name(),
              CredentialRecord.FIRST,
              CredentialKind.SECRET,
              consumer.credential(),
              "",
              consumer.createdAt(),
              null,
              null));
    }
  }

  @Override
  public synchronized boolean add(CredentialRecord credential, int most) {
    beforeWrite.run();
    kept.removeIf(
        each ->
            each.consumer().equals(credential.consumer())
                && !each.isValidAt(credential.createdAt()));
    List<CredentialRecord> others = find(credential.consumer());
    if (others.stream().anyMatch(each -> each.id().equals(credential.id()))) {
      throw new StorageException.Duplicate("a credential has this id: " + credential.id());
    }
    return others.size() < most && kept.add(credential);
  }

  @Override
  public synchronized boolean expire(String consumer, String id, Instant at) {
    return change(
        new CredentialUse(consumer, id, at),
        each -> each.isValidAt(at) ? with(each, at, each.lastUsedAt()) : each);
  }

  @Override
  public synchronized void takeDown(Collection<CredentialUse> uses) {
    uses.forEach(use -> change(use, each -> with(each, each.expiresAt(), latest(each, use))));
  }

  private static Instant latest(CredentialRecord record, CredentialUse use) {
    Instant last = Objects.requireNonNullElse(record.lastUsedAt(), use.at());
    return last.isAfter(use.at()) ? last : use.at();
  }

  private boolean change(CredentialUse which, UnaryOperator<CredentialRecord> change) {
    beforeWrite.run();
    List<CredentialRecord> before = List.copyOf(kept);
    kept.replaceAll(
        each ->
            each.consumer().equals(which.consumer()) && each.id().equals(which.id())
                ? change.apply(each)
                : each);
    return !kept.equals(before);
  }

  private static CredentialRecord with(
      CredentialRecord record, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {
    return new CredentialRecord(
        record.consumer(),
        record.id(),
        record.kind(),
        record.value(),
        record.label(),
        record.createdAt(),
        expiresAt,
        lastUsedAt);
  }

  @Override
  public synchronized List<CredentialRecord> find(String consumer) {
    beforeRead.run();
    return kept.stream()
        .filter(each -> each.consumer().equals(consumer))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  @Override
  public synchronized List<CredentialRecord> expiring(Instant after, Instant until) {
    return kept.stream()
        .filter(each -> each.expiresAt() != null)
        .filter(each -> each.isValidAt(after) && !each.isValidAt(until))
        .sorted(Comparator.comparing(each -> Objects.requireNonNull(each.expiresAt())))
        .toList();
  }
}
