package dev.signet.authority.storage.sql.connection;

import dev.signet.authority.storage.StorageException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded queue of writes that is emptied in batches.
 *
 * <p>Thread-safe. One lock guards both the queue and whether it is closed, so that a write is
 * either refused or sure to come out: a plain blocking queue cannot promise that while it is being
 * closed.
 */
final class WriteQueue {
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<PendingWrite<?>> waiting = new ArrayDeque<>();
  private boolean closed;

  WriteQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a write, or refuses it at once when the queue is full or closed. */
  void add(PendingWrite<?> write) {
    lock.lock();
    try {
      if (closed) {
        throw new StorageException("the store is closed");
      }
      if (waiting.size() >= capacity) {
        throw new StorageException.Overloaded(
            capacity + " writes are waiting already; try again later");
      }
      waiting.add(write);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for writes and takes up to {@code max}; empty only when closed and finished. */
  List<PendingWrite<?>> take(int max) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<PendingWrite<?>> batch = new ArrayList<>(Math.min(max, waiting.size()));
      while (!waiting.isEmpty() && batch.size() < max) {
        batch.add(waiting.remove());
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further writes; those inside still come out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
