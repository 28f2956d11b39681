package dev.signet.authority.storage.sql.connection;

import dev.signet.authority.storage.Storage.TransactionListener;
import dev.signet.authority.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes many writes durable with one flush of the disk.
 *
 * <p>One thread owns the one connection that writes. It takes whatever waits, up to a batch, does
 * it in one transaction, commits, and only then answers the callers; while it commits, the next
 * batch gathers by itself, so no write is ever held back to wait for company. A write that fails is
 * undone alone. When the transaction as a whole fails, each of its callers is told so, the
 * connection is given up, and the next batch opens a new one: once the disk has room again, writing
 * goes on.
 *
 * <p>Thread-safe, and fit for virtual threads: a caller waits without holding a monitor.
 */
public final class GroupCommitWriter implements AutoCloseable {
  private final WriteQueue queue;
  private final int maxBatch;
  private final Database database;
  private final List<TransactionListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong batches = new AtomicLong();
  private final Thread thread;

  /** Belongs to the writing thread alone. */
  private @Nullable Connection connection;

  private GroupCommitWriter(WriterSettings settings, Database database) {
    this.queue = new WriteQueue(settings.queueCapacity());
    this.maxBatch = settings.maxBatch();
    this.database = database;
    this.thread = new Thread(this::run, "signet-storage-writer");
    this.thread.setDaemon(true);
  }

  /** Starts its thread; the connection is opened by the first write. */
  public static GroupCommitWriter start(WriterSettings settings, Database database) {
    GroupCommitWriter writer = new GroupCommitWriter(settings, database);
    writer.thread.start();
    return writer;
  }

  /**
   * Does the work in the next transaction and returns its result once it is durable.
   *
   * <p>An interrupted caller still waits, and stays interrupted.
   *
   * @throws StorageException.Overloaded when the queue is full; the work was not done
   * @throws StorageException when the work or its transaction failed, or the writer is closed
   */
  public <T> T write(SqlWork<T> work) {
    return await(new PendingWrite<>(work));
  }

  /**
   * Executes a statement of one row in the next transaction, and returns how many rows it changed
   * once that is durable; as {@link #write(SqlWork)} otherwise.
   */
  public int write(String sql, RowBinder row) {
    return await(new PendingRow(sql, row));
  }

  private <T> T await(PendingWrite<T> pending) {
    queue.add(pending);
    try {
      return pending.answer().join();
    } catch (CompletionException e) {
      throw describe(e.getCause());
    }
  }

  private StorageException describe(@Nullable Throwable cause) {
    if (cause instanceof SQLException fault) {
      return database.explain(fault);
    }
    return new StorageException("a write failed by a fault of the program", cause);
  }

  private void run() {
    List<PendingWrite<?>> batch = queue.take(maxBatch);
    while (!batch.isEmpty()) {
      commit(batch);
      batch = queue.take(maxBatch);
    }
    giveUpConnection();
  }

  private void commit(List<PendingWrite<?>> batch) {
    long start = System.nanoTime();
    try {
      Connection open = connection();
      // Leaving auto-commit begins the transaction and entering it commits. Not commit(): SQLite's
      // driver would begin the next transaction there and then, and so lock out other processes.
      open.setAutoCommit(false);
      List<Runnable> answers = new WriteBatch(batch).run(open);
      open.setAutoCommit(true);
      batches.incrementAndGet();
      answers.forEach(Runnable::run);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      listeners.forEach(listener -> listener.committed(batch.size(), time));
    } catch (SQLException | RuntimeException | Error e) {
      // Whatever it was: nobody may wait for ever, and this thread must live to serve the next.
      giveUpConnection();
      batch.forEach(write -> write.fail(e));
      listeners.forEach(TransactionListener::failed);
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.openWriter();
      connection = open;
    }
    return open;
  }

  private void giveUpConnection() {
    Connection given = connection;
    connection = null;
    try {
      if (given != null) {
        given.close();
      }
    } catch (SQLException e) {
      // Nothing that is still open here was claimed durable, so there is nothing to tell anybody.
    }
  }

  /** Lets one hear of each transaction from now on. */
  public void listen(TransactionListener listener) {
    listeners.add(listener);
  }

  /** How many transactions were committed. */
  public long batches() {
    return batches.get();
  }

  /** How many writes wait for the next transaction. */
  public int waiting() {
    return queue.size();
  }

  /** Finishes what waits, closes the connection and ends; an interrupted caller still waits. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
