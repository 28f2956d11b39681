package dev.signet.authority.storage.sql.postgres;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own to what the triggers of the tables tell, and connects again
 * when that is lost. Each connection begins with telling of everything, as something may have been
 * missed before it. Thread-safe.
 */
final class PostgresNotices implements Notices {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresNotices.class);

  /** The channels, as the migrations name them. */
  private static final Map<String, Change> CHANNELS =
      Map.of(
          "signet_revocations",
          Change.REVOCATIONS,
          "signet_key_ring",
          Change.KEY_RING,
          "signet_guesses",
          Change.GUESSES);

  private static final Duration USUAL_SILENCE = Duration.ofSeconds(10);
  private static final int ANSWER_SECONDS = 5;
  private static final long RETRY_MILLIS = 1_000;

  /** Longer than it takes to give up connecting, which is all that cannot be broken off. */
  private static final long LONGEST_END_MILLIS = 10_000;

  private final PostgresServer server;
  private final Consumer<Change> heard;
  private final Duration silence;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "signet-storage-notices");
  private volatile @Nullable Connection connection;
  private volatile boolean arriving;

  /** Belongs to the thread alone. */
  private boolean lost;

  private PostgresNotices(PostgresServer server, Consumer<Change> heard, Duration silence) {
    this.server = server;
    this.heard = heard;
    this.silence = silence;
  }

  static Notices start(PostgresServer server, Consumer<Change> heard) {
    return start(server, heard, USUAL_SILENCE);
  }

  /** After so long a silence the server is asked whether it is still there. */
  static Notices start(PostgresServer server, Consumer<Change> heard, Duration silence) {
    PostgresNotices notices = new PostgresNotices(server, heard, silence);
    notices.thread.setDaemon(true);
    notices.thread.start();
    return notices;
  }

  @Override
  public boolean arrive() {
    return arriving;
  }

  private void run() {
    try {
      do {
        hearUntilLost();
      } while (!closed.await(RETRY_MILLIS, MILLISECONDS));
    } catch (InterruptedException e) {
      // Only close() interrupts: this is the end.
      Thread.currentThread().interrupt();
    }
  }

  private void hearUntilLost() {
    try (Connection open = server.openListener()) {
      connection = open;
      hear(open);
    } catch (SQLException e) {
      arriving = false;
      if (!isClosed() && !lost) {
        lost = true;
        LOG.warn(
            "changes made by other nodes are not told of, and looked for instead: {}",
            server.explain(e).getMessage());
      }
    }
  }

  private void hear(Connection open) throws SQLException {
    try (Statement listen = open.createStatement()) {
      for (String channel : CHANNELS.keySet()) {
        listen.execute("LISTEN " + channel);
      }
    }
    arriving = true;
    if (lost) {
      lost = false;
      LOG.info("changes made by other nodes are told of again");
    }
    CHANNELS.values().forEach(heard);
    int wait = Math.toIntExact(silence.toMillis());
    PGConnection session = open.unwrap(PGConnection.class);
    while (!isClosed()) {
      tell(open, session.getNotifications(wait));
    }
  }

  private void tell(Connection open, PGNotification... notifications) throws SQLException {
    if (notifications.length == 0 && !open.isValid(ANSWER_SECONDS)) {
      throw new SQLException("the server does not answer", "08006");
    }
    Arrays.stream(notifications)
        .map(notification -> CHANNELS.get(notification.getName()))
        .filter(Objects::nonNull)
        .distinct()
        .forEach(heard);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public void close() {
    closed.countDown();
    arriving = false;
    thread.interrupt();
    breakOff(connection);
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever waits on the connection stops waiting. */
  private static void breakOff(@Nullable Connection open) {
    try {
      if (open != null) {
        open.abort(Runnable::run);
      }
    } catch (SQLException e) {
      LOG.debug("the connection was broken already", e);
    }
  }
}
