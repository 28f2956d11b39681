package dev.signet.authority.revocation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTurnTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

  /** What each turn was told, in the order in which they began; none ends before it may. */
  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();

  private final Semaphore mayEnd = new Semaphore(0);
  private final List<Thread> asking = new ArrayList<>();
  private volatile boolean fails;
  private final SharedTurn turn = new SharedTurn(this::step);

  private void step(@Nullable Instant earliest) {
    begun.add(String.valueOf(earliest));
    mayEnd.acquireUninterruptibly();
    if (fails) {
      throw new StorageException("not now");
    }
  }

  @AfterEach
  void letAllEnd() {
    mayEnd.release(100);
  }

  private CompletableFuture<Void> ask(@Nullable Instant askedAt) {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                turn.take(askedAt);
                asked.complete(null);
              } catch (StorageException e) {
                asked.completeExceptionally(e);
              }
            });
    asking.add(thread);
    thread.start();
    return asked;
  }

  private void awaitWaiting(int index) {
    Thread.State state;
    do {
      Thread.onSpinWait();
      state = asking.get(index).getState();
    } while (state != Thread.State.TIMED_WAITING && state != Thread.State.WAITING);
  }

  private String nextBegun() throws InterruptedException {
    return String.valueOf(begun.poll(30, SECONDS));
  }

  @Test
  void isSharedByAllWhoAskWhileAnotherTakesPlace() throws Exception {
    CompletableFuture<Void> first = ask(NOON);
    assertThat(nextBegun()).isEqualTo(NOON.toString());
    CompletableFuture<Void> second = ask(NOON.plusMillis(2));
    awaitWaiting(1);
    CompletableFuture<Void> third = ask(NOON.plusMillis(1));
    awaitWaiting(2);

    mayEnd.release();
    first.get(30, SECONDS);
    assertThat(nextBegun()).as("the earliest of both").isEqualTo(NOON.plusMillis(1).toString());
    assertThat(second).isNotDone();
    assertThat(third).isNotDone();

    mayEnd.release();
    second.get(30, SECONDS);
    third.get(30, SECONDS);
    assertThat(begun).isEmpty();
  }

  @Test
  void isNotSharedByWhoAsksAfterItBegan() throws Exception {
    CompletableFuture<Void> first = ask(null);
    assertThat(nextBegun()).isEqualTo("null");
    CompletableFuture<Void> second = ask(null);
    awaitWaiting(1);

    mayEnd.release();
    first.get(30, SECONDS);

    assertThat(nextBegun()).isEqualTo("null");
    assertThat(second).isNotDone();
  }

  @Test
  void isTakenAgainByThoseWhoSharedOneThatFailed() throws Exception {
    CompletableFuture<Void> first = ask(NOON);
    assertThat(nextBegun()).isEqualTo(NOON.toString());
    CompletableFuture<Void> second = ask(NOON);
    awaitWaiting(1);
    CompletableFuture<Void> third = ask(NOON);
    awaitWaiting(2);
    mayEnd.release();
    first.get(30, SECONDS);
    assertThat(nextBegun()).isEqualTo(NOON.toString());

    fails = true;
    mayEnd.release();

    assertThat(nextBegun()).as("by the other one").isEqualTo(NOON.toString());
    fails = false;
    mayEnd.release();
    assertThatThrownBy(() -> CompletableFuture.allOf(second, third).get(30, SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(second.isCompletedExceptionally()).isNotEqualTo(third.isCompletedExceptionally());
  }

  @Test
  void tellsWhetherItTakesPlaceAndForHowLong() throws Exception {
    assertThat(turn.isTaken()).isFalse();
    assertThat(turn.hasTaken(Duration.ZERO)).isFalse();

    CompletableFuture<Void> first = ask(NOON);
    assertThat(nextBegun()).isEqualTo(NOON.toString());
    assertThat(turn.isTaken()).isTrue();
    assertThat(turn.hasTaken(Duration.ZERO)).isTrue();
    assertThat(turn.hasTaken(Duration.ofHours(1))).isFalse();

    mayEnd.release();
    first.get(30, SECONDS);
    assertThat(turn.hasTaken(Duration.ZERO)).isFalse();
  }
}
