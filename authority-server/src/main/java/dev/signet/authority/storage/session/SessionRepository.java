package dev.signet.authority.storage.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps sessions. Thread-safe.
 *
 * <p>Every method throws a {@code StorageException} when the store fails, and those that write its
 * {@code Overloaded} when too many writes are waiting; then nothing was changed. When one of those
 * returns, the change is durable.
 */
public interface SessionRepository {

  /** Keeps a new session; one of the same hash is replaced. */
  void add(SessionRecord session);

  /** Finds a session by its hash, ended or not. */
  Optional<SessionRecord> find(String hash);

  /** Notes that a session was used; an earlier time than the one that is noted changes nothing. */
  void see(String hash, Instant at);

  /** Forgets a session; returns whether there was one. */
  boolean remove(String hash);

  /**
   * Forgets sessions that have ended.
   *
   * @param now those that expire then or before have ended
   * @param idleSince so have those that were last seen then or before
   * @param most how many are forgotten at most
   * @return how many were
   */
  int purge(Instant now, Instant idleSince, int most);
}
