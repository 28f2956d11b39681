package dev.signet.authority.storage.sql;

import static dev.signet.authority.storage.TestRecords.token;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GroupCommitWriterTest {
  private static final int CAPACITY = 64;
  private static final SqliteSettings SETTINGS =
      new SqliteSettings(CAPACITY, CAPACITY, Duration.ofMillis(200));

  @TempDir Path folder;
  private Path file;
  private ScriptedConnections connections;
  private GroupCommitWriter writer;
  private SqlTokenRepository tokens;
  private ReadOnlyPool pool;
  private SqlTokenReader reader;
  private ExecutorService callers;
  private CountDownLatch release;

  @BeforeEach
  void start() {
    file = folder.resolve("signet.db");
    SqliteStorage.open(file, SETTINGS).close();
    SqliteFile sqlite = new SqliteFile(file, SETTINGS.busyTimeout());
    connections = new ScriptedConnections(sqlite);
    writer = GroupCommitWriter.start(SETTINGS, connections, new SqliteFailures(file));
    tokens = new SqlTokenRepository(writer);
    pool = new ReadOnlyPool(sqlite.readOnly(), new SqliteFailures(file));
    reader = new SqlTokenReader(pool);
    release = new CountDownLatch(1);
    callers = Executors.newFixedThreadPool(CAPACITY + 1);
  }

  @AfterEach
  void stop() {
    release.countDown();
    callers.shutdownNow();
    pool.close();
    writer.close();
  }

  /** Holds the writing thread, so that a test decides what shares the next transaction. */
  private void holdWriter() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    callers.execute(
        () ->
            writer.write(
                connection -> {
                  held.countDown();
                  return awaitRelease();
                }));
    held.await();
  }

  private boolean awaitRelease() {
    try {
      release.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the writer", e);
    }
  }

  private Future<?> addLater(String jti) {
    return callers.submit(() -> tokens.add(token(jti)));
  }

  private void awaitWaiting(int writes) {
    while (writer.waiting() < writes) {
      Thread.onSpinWait();
    }
  }

  private static StorageException failureOf(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      return (StorageException) requireNonNull(e.getCause());
    }
    throw new AssertionError("the write succeeded");
  }

  @Nested
  class Grouping {
    @Test
    void commitsWhatGathersMeanwhileInOneTransaction() throws Exception {
      List<Future<?>> added = new ArrayList<>();
      holdWriter();
      for (int i = 0; i < CAPACITY; i++) {
        added.add(addLater("t" + i));
      }
      awaitWaiting(CAPACITY);
      release.countDown();
      for (Future<?> one : added) {
        one.get();
      }

      // One for the held write, one for all the others.
      assertThat(writer.batches()).isEqualTo(2);
      assertThat(reader.count()).isEqualTo(CAPACITY);
    }

    @Test
    void failsOnlyTheDuplicateOfABatch() throws Exception {
      tokens.add(token("taken"));
      holdWriter();
      Future<?> before = addLater("before");
      awaitWaiting(1);
      Future<?> duplicate = addLater("taken");
      awaitWaiting(2);
      Future<?> after = addLater("after");
      awaitWaiting(3);
      release.countDown();

      before.get();
      after.get();
      assertThat(failureOf(duplicate)).isInstanceOf(StorageException.Duplicate.class);
      assertThat(reader.count()).isEqualTo(3);
    }

    @Test
    void undoesOnlyTheWriteThatFailsHalfWay() throws Exception {
      holdWriter();
      Future<?> before = addLater("before");
      awaitWaiting(1);
      Future<?> broken = callers.submit(halfWrite());
      awaitWaiting(2);
      Future<?> after = addLater("after");
      awaitWaiting(3);
      release.countDown();

      before.get();
      after.get();
      assertThat(failureOf(broken)).hasCauseInstanceOf(SQLException.class);
      assertThat(reader.count()).isEqualTo(2);
      assertThat(connections.opened()).isEqualTo(1);
    }

    private Callable<Integer> halfWrite() {
      return () ->
          writer.write(
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
                  writer.write(
                      connection -> {
                        throw new IllegalStateException("scripted");
                      }))
          .isInstanceOf(StorageException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () ->
                  writer.write(
                      connection -> {
                        throw new StackOverflowError("scripted");
                      }))
          .isInstanceOf(StorageException.class)
          .hasCauseInstanceOf(StackOverflowError.class);

      tokens.add(token("a"));

      assertThat(reader.count()).isEqualTo(1);
    }
  }

  @Nested
  class Overload {
    @Test
    void refusesAtOnceWhatTheQueueCannotHold() throws Exception {
      List<Future<?>> added = new ArrayList<>();
      holdWriter();
      for (int i = 0; i < CAPACITY; i++) {
        added.add(addLater("t" + i));
      }
      awaitWaiting(CAPACITY);

      assertThatThrownBy(() -> tokens.add(token("one-too-many")))
          .isInstanceOf(StorageException.Overloaded.class);
      release.countDown();
      for (Future<?> one : added) {
        one.get();
      }

      tokens.add(token("later"));

      assertThat(reader.count()).isEqualTo(CAPACITY + 1);
    }
  }

  @Nested
  class Faults {
    @Test
    void claimsNothingWhenTheCommitFailsAndGoesOnOnceItCan() throws Exception {
      connections.failCommits(true);
      holdWriter();
      Future<?> first = addLater("a");
      awaitWaiting(1);
      Future<?> duplicateOfFirst = addLater("a");
      awaitWaiting(2);
      release.countDown();

      assertThat(failureOf(first)).hasMessageContaining("make room");
      // Not a duplicate: the record it met was never kept.
      assertThat(failureOf(duplicateOfFirst)).hasMessageContaining("make room");
      assertThat(reader.count()).isZero();

      connections.failCommits(false);
      tokens.add(token("a"));

      assertThat(reader.find("a")).isPresent();
      assertThat(connections.opened()).isGreaterThan(1);
    }

    @Test
    void refusesWhatAFullDiskCannotHoldWhileReadersGoOn() {
      tokens.add(token("before"));
      limitPages(1);

      StorageException full = addUntilFull();

      assertThat(full).hasMessageContaining("make room").hasMessageContaining(file.toString());
      assertThat(reader.find("before")).isPresent();

      limitPages(1_000_000);
      tokens.add(token("after"));

      assertThat(reader.find("after")).isPresent();
    }

    /** SQLite takes no limit below the size it has: 1 stands for "no growth". */
    private void limitPages(int pages) {
      writer.write(
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("PRAGMA max_page_count = " + pages);
            }
          });
    }

    private StorageException addUntilFull() {
      for (int i = 0; i < 1000; i++) {
        try {
          tokens.add(token("filling" + i));
        } catch (StorageException e) {
          assertThat(reader.find("filling" + i)).isEmpty();
          return e;
        }
      }
      throw new AssertionError("the file grew without limit");
    }

    @Test
    void saysWhatToDoAboutAFileThatCannotBeWritten() {
      connections.prepareWith("PRAGMA query_only = ON");

      assertThatThrownBy(() -> tokens.add(token("a")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("belong to the user");
      assertThat(reader.count()).isZero();
    }

    @Test
    void saysSoWhenAnotherProcessHoldsTheFileForTooLong() throws SQLException {
      try (var other = connections.open();
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.executeUpdate("UPDATE probe SET writes = 0");

        assertThatThrownBy(() -> tokens.add(token("a")))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("locked by another process");
      }

      tokens.add(token("a"));

      assertThat(reader.find("a")).isPresent();
    }
  }

  @Nested
  class Ending {
    @Test
    void finishesWhatWaitsBeforeItCloses() throws Exception {
      holdWriter();
      Future<?> added = addLater("a");
      awaitWaiting(1);
      Future<?> closed = callers.submit(writer::close);
      release.countDown();

      closed.get();
      added.get();
      assertThat(reader.find("a")).isPresent();
      assertThatThrownBy(() -> tokens.add(token("b")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("closed");
    }

    @Test
    void answersAnInterruptedCallerAndLeavesItInterrupted() {
      Thread.currentThread().interrupt();

      tokens.add(token("a"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(reader.find("a")).isPresent();
    }
  }

  @Nested
  class Readers {
    @Test
    void cannotWrite() {
      SqlWork<Integer> write =
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.executeUpdate("UPDATE probe SET writes = 7");
            }
          };

      assertThat(writer.write(write)).isEqualTo(1);
      assertThatThrownBy(() -> pool.read(write))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("cannot open or write");
    }
  }
}
