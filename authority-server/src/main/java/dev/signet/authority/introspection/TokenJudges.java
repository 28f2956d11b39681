package dev.signet.authority.introspection;

import dev.signet.validator.Verdict;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one judge of the tokens for all audiences that were asked about so far. Thread-safe.
 *
 * <p>Audiences come from the directory, so they are few; a new one costs a new judge, and whoever
 * asks meanwhile waits for it.
 */
public final class TokenJudges implements AutoCloseable {
  private final Function<Set<String>, TokenJudge> maker;
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<String> audiences = new HashSet<>();
  private @Nullable TokenJudge judge;

  /**
   * Makes no judge yet.
   *
   * @param maker makes a judge of the tokens for any of some audiences, never none
   */
  public TokenJudges(Function<Set<String>, TokenJudge> maker) {
    this.maker = maker;
  }

  /**
   * The verdict on a token, which may be for another audience that was asked about before.
   *
   * @param provided whose tokens the judge must know; at least one
   */
  public Verdict judge(String token, Collection<String> provided) {
    Lock reading = lock.readLock();
    reading.lock();
    try {
      TokenJudge current = judge;
      if (current != null && audiences.containsAll(provided)) {
        return current.judge(token);
      }
    } finally {
      reading.unlock();
    }
    return judgeAnew(token, provided);
  }

  /** No judge is closed while it judges: this waits until nobody does. */
  private Verdict judgeAnew(String token, Collection<String> provided) {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      TokenJudge current = judge;
      if (current == null || audiences.addAll(provided)) {
        audiences.addAll(provided);
        close();
        current = maker.apply(Set.copyOf(audiences));
        judge = current;
      }
      return current.judge(token);
    } finally {
      writing.unlock();
    }
  }

  /** Closes the judge; the next question makes another, which knows all that is published then. */
  @Override
  public void close() {
    Lock writing = lock.writeLock();
    writing.lock();
    try {
      if (judge != null) {
        judge.close();
        judge = null;
      }
    } finally {
      writing.unlock();
    }
  }
}
