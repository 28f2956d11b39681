package dev.signet.authority.storage.sql;

import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.sql.HoldableWriter.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GroupCommitWriterTest {
  @TempDir Path folder;
  private HoldableWriter held;

  @BeforeEach
  void start() {
    held = new HoldableWriter(folder.resolve("signet.db"));
  }

  @AfterEach
  void stop() {
    held.close();
  }

  @Nested
  class Grouping {
    @Test
    void commitsWhatGathersMeanwhileInOneTransaction() throws Exception {
      List<Future<?>> added = new ArrayList<>();
      held.hold();
      for (int i = 0; i < HoldableWriter.CAPACITY; i++) {
        added.add(held.addLater("t" + i));
      }
      held.awaitWaiting(HoldableWriter.CAPACITY);
      held.release();
      for (Future<?> one : added) {
        one.get();
      }

      // One for the held write, one for all the others.
      assertThat(held.writer.batches()).isEqualTo(2);
      assertThat(held.reader.count()).isEqualTo(HoldableWriter.CAPACITY);
    }

    @Test
    void asksTheDatabaseOnceForRowsOfOneStatement() throws Exception {
      held.hold();
      List<Future<?>> added = List.of(held.addLater("a"), held.addLater("b"), held.addLater("c"));
      held.awaitWaiting(3);
      held.release();
      for (Future<?> one : added) {
        one.get();
      }

      assertThat(held.connections.prepared()).isEqualTo(1);
    }

    @Test
    void undoesAllAndDoesEachForItselfWhenOneOfThemFails() throws Exception {
      held.hold();
      Future<?> row = held.addLater("row");
      held.awaitWaiting(1);
      Future<?> broken = held.callers.submit(halfWrite());
      held.awaitWaiting(2);
      Future<?> same = held.addLater("row");
      held.awaitWaiting(3);
      held.release();

      row.get();
      assertThat(failureOf(broken)).hasCauseInstanceOf(SQLException.class);
      assertThat(failureOf(same)).isInstanceOf(StorageException.Duplicate.class);
      assertThat(held.reader.count()).isEqualTo(1);
      assertThat(held.writer.batches()).isEqualTo(2);
    }

    @Test
    void failsOnlyTheDuplicateOfABatch() throws Exception {
      held.tokens.add(token("taken"));
      held.hold();
      Future<?> before = held.addLater("before");
      held.awaitWaiting(1);
      Future<?> duplicate = held.addLater("taken");
      held.awaitWaiting(2);
      Future<?> after = held.addLater("after");
      held.awaitWaiting(3);
      held.release();

      before.get();
      after.get();
      assertThat(failureOf(duplicate)).isInstanceOf(StorageException.Duplicate.class);
      assertThat(held.reader.count()).isEqualTo(3);
    }

    @Test
    void undoesOnlyTheWriteThatFailsHalfWay() throws Exception {
      held.hold();
      Future<?> before = held.addLater("before");
      held.awaitWaiting(1);
      Future<?> broken = held.callers.submit(halfWrite());
      held.awaitWaiting(2);
      Future<?> after = held.addLater("after");
      held.awaitWaiting(3);
      held.release();

      before.get();
      after.get();
      assertThat(failureOf(broken)).hasCauseInstanceOf(SQLException.class);
      assertThat(held.reader.count()).isEqualTo(2);
      assertThat(held.connections.opened()).isEqualTo(1);
    }

    private Callable<Integer> halfWrite() {
      return () ->
          held.writer.write(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  statement.executeUpdate("DELETE FROM tokens");
                  return statement.executeUpdate("INSERT INTO tokens (jti) VALUES (NULL)");
                }
              });
    }

    @Test
    void survivesAWriteThatFailsByAFaultOfTheProgram() {
      assertThatThrownBy(
              () ->
                  held.writer.write(
                      connection -> {
                        throw new IllegalStateException("scripted");
                      }))
          .isInstanceOf(StorageException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  held.writer.write(
                      connection -> {
                        throw new StackOverflowError("scripted");
                      }))
          .isInstanceOf(StorageException.class)
          .hasCauseInstanceOf(StackOverflowError.class);

      held.tokens.add(token("a"));

      assertThat(held.reader.count()).isEqualTo(1);
    }
  }

  @Nested
  class Overload {
    @Test
    void refusesAtOnceWhatTheQueueCannotHold() throws Exception {
      List<Future<?>> added = new ArrayList<>();
      held.hold();
      for (int i = 0; i < HoldableWriter.CAPACITY; i++) {
        added.add(held.addLater("t" + i));
      }
      held.awaitWaiting(HoldableWriter.CAPACITY);

      assertThatThrownBy(() -> held.tokens.add(token("one-too-many")))
          .isInstanceOf(StorageException.Overloaded.class);
      held.release();
      for (Future<?> one : added) {
        one.get();
      }

      held.tokens.add(token("later"));

      assertThat(held.reader.count()).isEqualTo(HoldableWriter.CAPACITY + 1);
    }
  }

  @Nested
  class Ending {
    @Test
    void finishesWhatWaitsBeforeItCloses() throws Exception {
      held.hold();
      Future<?> added = held.addLater("a");
      held.awaitWaiting(1);
      Future<?> closed = held.callers.submit(held.writer::close);
      held.release();

      closed.get();
      added.get();
      assertThat(held.reader.find("a")).isPresent();
      assertThatThrownBy(() -> held.tokens.add(token("b")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("closed");
    }

    @Test
    void answersAnInterruptedCallerAndLeavesItInterrupted() {
      Thread.currentThread().interrupt();

      held.tokens.add(token("a"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(held.reader.find("a")).isPresent();
    }
  }
}
