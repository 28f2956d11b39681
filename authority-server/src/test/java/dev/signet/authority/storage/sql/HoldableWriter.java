package dev.signet.authority.storage.sql;

import static dev.signet.authority.storage.TestRecords.token;
import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.sqlite.TestEngine;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A writer to a real file that a test can hold, so that it decides what shares a transaction. */
final class HoldableWriter implements AutoCloseable {
  /** How many writes may wait, and how many share a transaction. */
  static final int CAPACITY = 64;

  private static final WriterSettings SETTINGS = new WriterSettings(CAPACITY, CAPACITY);

  final ScriptedConnections connections;
  final GroupCommitWriter writer;
  final ReadOnlyPool pool;
  final TokenRepository tokens;
  final SqlTokenReader reader;
  final ExecutorService callers = Executors.newFixedThreadPool(CAPACITY + 1);
  private final CountDownLatch released = new CountDownLatch(1);

  HoldableWriter(Path file) {
    Engine sqlite = TestEngine.at(file);
    connections = new ScriptedConnections(sqlite);
    writer = GroupCommitWriter.start(SETTINGS, connections);
    pool = new ReadOnlyPool(sqlite.readers(), sqlite::explain);
    tokens = sqlite.tokens(writer);
    reader = new SqlTokenReader(pool);
  }

  /** Holds the writing thread until {@link #release}; once in a test. */
  void hold() throws InterruptedException {
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
      released.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the writer", e);
    }
  }

  void release() {
    released.countDown();
  }

  Future<?> addLater(String jti) {
    return callers.submit(() -> tokens.add(token(jti)));
  }

  void awaitWaiting(int writes) {
    while (writer.waiting() < writes) {
      Thread.onSpinWait();
    }
  }

  static StorageException failureOf(Future<?> future) throws InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      return (StorageException) requireNonNull(e.getCause());
    }
    throw new AssertionError("the write succeeded");
  }

  @Override
  public void close() {
    release();
    callers.shutdownNow();
    pool.close();
    writer.close();
  }
}
