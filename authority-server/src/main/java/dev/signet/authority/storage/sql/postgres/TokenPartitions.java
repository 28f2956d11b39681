package dev.signet.authority.storage.sql.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the partitions of the table of tokens before they are needed, or when their first token is
 * about to be kept, and drops them when all of them is past.
 *
 * <p>Neither holds up an issue: a partition is attached and detached on a connection of its own,
 * under locks that reading and writing rows do not meet. There is no partition for the rest, as
 * attaching another one would lock and read it. Thread-safe.
 */
final class TokenPartitions {
  // Advisory locks have numbers for names. These are free to any that the database's other users do
  // not take: the letters of "signet", and one.
  private static final long MAKING = 0x7369676e65746dL;
  static final long DROPPING = 0x7369676e657464L;

  private final PostgresServer server;
  private final Set<Long> made = ConcurrentHashMap.newKeySet();
  private final AtomicLong latestNeeded = new AtomicLong(Long.MIN_VALUE);
  private final ReentrantLock making = new ReentrantLock();

  TokenPartitions(PostgresServer server) {
    this.server = server;
  }

  /**
   * Sees to it that a record of this expiry has a partition.
   *
   * @throws dev.signet.authority.storage.StorageException when there is none and none can be made
   */
  void makeRoom(Instant expiresAt) {
    long hour = TokenPartition.hourOf(expiresAt);
    makeOnce(hour);
    if (hour > latestNeeded.get()) {
      latestNeeded.accumulateAndGet(hour, Math::max);
    }
  }

  private void makeOnce(long hour) {
    if (made.contains(hour)) {
      return;
    }
    making.lock();
    try {
      if (!made.contains(hour)) {
        server.run(connection -> make(connection, hour));
        made.add(hour);
      }
    } finally {
      making.unlock();
    }
  }

  private static boolean make(Connection connection, long hour) throws SQLException {
    connection.setAutoCommit(false);
    // Several nodes meet a new hour at the same time: one makes it, the others find it made.
    isTrue(connection, "SELECT pg_advisory_xact_lock(?) IS NULL", MAKING);
    TokenPartition.make(connection, hour);
    connection.commit();
    return true;
  }

  /**
   * Drops each partition whose records all expired before a time, and makes the one that will be
   * needed next. Does nothing while another process drops.
   *
   * @return about how many records were dropped
   * @throws dev.signet.authority.storage.StorageException when that is not possible; what was
   *     dropped stays so
   */
  int dropBefore(Instant before) {
    long latest = latestNeeded.get();
    if (latest != Long.MIN_VALUE) {
      makeOnce(latest + 1);
    }
    return server.run(connection -> dropBefore(connection, before));
  }

  private int dropBefore(Connection connection, Instant before) throws SQLException {
    if (!isTrue(connection, "SELECT pg_try_advisory_lock(?)", DROPPING)) {
      return 0;
    }
    long dropped = 0;
    for (TokenPartition partition : TokenPartition.all(connection)) {
      if (partition.endsBy(before)) {
        made.remove(partition.hour());
        partition.drop(connection);
        dropped += partition.records();
      }
    }
    return (int) Math.min(dropped, Integer.MAX_VALUE);
  }

  private static boolean isTrue(Connection connection, String sql, long lock) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, lock);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
