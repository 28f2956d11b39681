package dev.signet.validator.sync;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that answers as the test last said, and counts how often it is asked. */
public final class ScriptedSource<T> implements Source<T> {
  private interface Answer<T> {
    Update<T> give() throws IOException;
  }

  private volatile Answer<T> answer;
  private final AtomicInteger fetches = new AtomicInteger();

  public ScriptedSource() {
    answer =
        () -> {
          throw new IOException("authority is down");
        };
  }

  public void answers(T value) {
    answer = () -> Update.of(value, Optional.empty());
  }

  public void answers(T value, Duration maxAge) {
    answer = () -> Update.of(value, Optional.of(maxAge));
  }

  /** Answers so, whatever it is. */
  public void answers(Update<T> update) {
    answer = () -> update;
  }

  public void confirms() {
    answer = () -> Update.unchanged(Optional.empty());
  }

  public void fails() {
    answer =
        () -> {
          throw new IOException("authority is down");
        };
  }

  public void rejects(String cause) {
    answer =
        () -> {
          throw new RejectedUpdateException(cause);
        };
  }

  public void breaks() {
    answer =
        () -> {
          throw new IllegalStateException("defect");
        };
  }

  /** Answers the value once the task has run, on the fetching thread. */
  public void answersAfter(Runnable task, T value) {
    answer =
        () -> {
          task.run();
          return Update.of(value, Optional.empty());
        };
  }

  public int fetches() {
    return fetches.get();
  }

  @Override
  public Update<T> fetch(@Nullable T held) throws IOException {
    fetches.incrementAndGet();
    return answer.give();
  }
}
