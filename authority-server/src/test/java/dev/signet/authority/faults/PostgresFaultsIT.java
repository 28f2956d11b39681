package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL server, under traffic, through each of its faults once.
 *
 * <p>{@code -Dsignet.faults.seconds=600} goes on with them in any order for ten minutes, {@code
 * -Dsignet.faults.seed} repeats the order of a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresFaultsIT {
  private static final Duration LONG_FORM =
      Duration.ofSeconds(Long.getLong("signet.faults.seconds", 0));
  private static final long SEED = Long.getLong("signet.faults.seed", System.nanoTime());

  /** A session that does nothing in a transaction is ended after 5 s, and a lock waited for 5 s. */
  private static final Duration BEYOND_PATIENCE = Duration.ofSeconds(6);

  private static final String DATABASE = "signet";
  private static final int CONNECTIONS = 24;

  private MortalPostgres server;
  private Site site;
  private Node first;
  private Node second;

  @BeforeAll
  void start(@TempDir Path folder) throws SQLException {
    server =
        MortalPostgres.start(
            folder.resolve("postgres"),
            Map.of("max_connections", Integer.toString(CONNECTIONS), "max_wal_senders", "2"));
    AuthorityHome home =
        AuthorityHome.in(folder)
            .on(server.emptyDatabase(DATABASE))
            .with("SIGNET_KEYS_STORE", "database")
            .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");
    site = new Site(home, SEED);
    first = site.addNode();
    second = site.addNode();
  }

  @AfterAll
  void stop() {
    site.close();
    server.close();
  }

  @Test
  @Order(1)
  void comesBackWhenTheServerIsKilled() {
    killServer(Duration.ofSeconds(1));

    site.assertUnharmed();
  }

  private void killServer(Duration down) {
    long refused = site.traffic().refused(first);
    site.database().lost();
    server.kill();
    Waiting.until("it is noticed", () -> site.traffic().refused(first) > refused);
    assertThat(first.client().status("/health/ready")).isEqualTo(503);
    assertThat(first.client().status("/health/live")).isEqualTo(200);
    assertThat(first.client().status("/.well-known/jwks.json")).isEqualTo(200);
    assertThat(first.client().status("/revocations")).isEqualTo(200);
    Waiting.aWhile(down);
    server.restart();
    site.database().back();
  }

  @Test
  @Order(2)
  void comesBackWhenOthersHadAllConnections() throws SQLException {
    takeAllConnections(Duration.ofSeconds(2));

    site.assertUnharmed();
  }

  private void takeAllConnections(Duration time) throws SQLException {
    long refused = site.traffic().refused(first);
    site.database().lost();
    Deque<Connection> taken = new ArrayDeque<>();
    try {
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < end || site.traffic().refused(first) == refused) {
        takeOne(taken);
      }
    } finally {
      for (Connection each : taken) {
        each.close();
      }
      site.database().back();
    }
  }

  /** Takes one more, or ends the sessions of the nodes when there is none left for anybody. */
  private void takeOne(Deque<Connection> taken) throws SQLException {
    try {
      taken.push(server.connect(DATABASE));
    } catch (SQLException full) {
      assertThat(full.getSQLState()).isEqualTo("53300");
      try (Statement end = taken.element().createStatement()) {
        end.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name LIKE 'signet%'");
      }
      Waiting.pause();
    }
  }

  @Test
  @Order(3)
  void comesBackWhenAnotherSessionHeldTheTables() throws SQLException {
    lockTables(BEYOND_PATIENCE);

    site.assertUnharmed();
  }

  private void lockTables(Duration time) throws SQLException {
    long refused = site.traffic().refused(first);
    site.database().lost();
    try (Connection other = server.connect(DATABASE);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE tokens, revocation_list IN ACCESS EXCLUSIVE MODE");
      Waiting.aWhile(time);
      Waiting.until("it is noticed", () -> site.traffic().refused(first) > refused);
      other.rollback();
    }
    site.database().back();
  }

  /**
   * The node is stopped while it holds the row that every revocation begins with: the server takes
   * its session away, and the other node goes on.
   */
  @Test
  @Order(4)
  void letsTheOtherNodeGoOnWhenOneStandsStillInATransaction() throws SQLException {
    pauseInTransaction(BEYOND_PATIENCE);

    site.assertUnharmed();
  }

  private void pauseInTransaction(Duration time) throws SQLException {
    site.database().lost();
    first.reach().lost();
    second.reach().lost();
    int session;
    try (Connection other = server.connect(DATABASE);
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // So that whoever waits for the lock is the first.
      second.process().pause();
      statement.execute("LOCK TABLE revocations IN SHARE MODE");
      Waiting.until("the first waits in its transaction", () -> waiting(statement) > 0);
      session = waiting(statement);
      first.process().pause();
      second.process().resume();
      second.reach().back();
      other.rollback();
    }
    long paused = System.nanoTime();
    Waiting.until("the session is taken from it", () -> !isThere(session));
    site.traffic().awaitProgress(second);
    Waiting.aWhile(time.minusNanos(System.nanoTime() - paused));
    site.traffic().awaitProgress(second);
    first.process().resume();
    first.reach().back();
    site.database().back();
  }

  /** The session of a node that waits for a table; 0 if none does. */
  private static int waiting(Statement statement) {
    return number(
        statement,
        "SELECT coalesce(max(pid), 0) FROM pg_stat_activity"
            + " WHERE application_name = 'signet' AND wait_event = 'relation'");
  }

  private boolean isThere(int session) {
    try (Connection other = server.connect(DATABASE);
        Statement statement = other.createStatement()) {
      return number(statement, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + session) > 0;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static int number(Statement statement, String query) {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Order(5)
  @EnabledIfSystemProperty(named = "signet.faults.seconds", matches = "[1-9][0-9]*")
  void comesThroughAnyOrderOfThem() throws SQLException {
    SplittableRandom random = new SplittableRandom(SEED);
    long end = System.nanoTime() + LONG_FORM.toNanos();
    Duration longest = Duration.ofSeconds(Math.min(60, Math.max(7, LONG_FORM.toSeconds() / 5)));
    while (System.nanoTime() < end) {
      Duration time = Duration.ofMillis(random.nextLong(100, longest.toMillis()));
      switch (random.nextInt(4)) {
        case 0 -> killServer(time);
        case 1 -> takeAllConnections(time);
        case 2 -> lockTables(time);
        default -> pauseInTransaction(time);
      }
      site.assertUnharmed();
    }
  }

  @Test
  @Order(6)
  void keptEveryPromise() throws IOException, InterruptedException {
    site.assertAllKept();
    System.out.println("seed " + SEED + ": " + site.traffic());
  }
}
