package dev.signet.authority.storage;

import dev.signet.authority.storage.session.SessionRecord;
import dev.signet.authority.storage.session.SessionRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions in memory; each write asks first whether it may. Thread-safe. */
final class InMemorySessions implements SessionRepository {
  private final Map<String, SessionRecord> sessions = new HashMap<>();
  private final Runnable beforeWrite;

  InMemorySessions(Runnable beforeWrite) {
    this.beforeWrite = beforeWrite;
  }

  @Override
  public synchronized void add(SessionRecord session) {
    beforeWrite.run();
    sessions.put(session.hash(), session);
  }

  @Override
  public synchronized Optional<SessionRecord> find(String hash) {
    return Optional.ofNullable(sessions.get(hash));
  }

  @Override
  public synchronized void see(String hash, Instant at) {
    beforeWrite.run();
    sessions.computeIfPresent(
        hash,
        (same, kept) ->
            kept.lastSeenAt().isBefore(at)
                ? new SessionRecord(hash, kept.user(), kept.signedInAt(), at, kept.expiresAt())
                : kept);
  }

  @Override
  public synchronized boolean remove(String hash) {
    beforeWrite.run();
    return sessions.remove(hash) != null;
  }

  @Override
  public synchronized int purge(Instant now, Instant idleSince, int most) {
    beforeWrite.run();
    List<String> ended =
        sessions.values().stream()
            .filter(s -> !s.expiresAt().isAfter(now) || !s.lastSeenAt().isAfter(idleSince))
            .map(SessionRecord::hash)
            .limit(most)
            .toList();
    ended.forEach(sessions::remove);
    return ended.size();
  }
}
