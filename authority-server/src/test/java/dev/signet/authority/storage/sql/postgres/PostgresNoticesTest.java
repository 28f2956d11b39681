package dev.signet.authority.storage.sql.postgres;

import static dev.signet.authority.storage.TestRecords.NOW;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.KeyRingRecord;
import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one node changes, another hears of, on connections that come and go. */
@Timeout(120)
class PostgresNoticesTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final Storage one = PostgresStorage.open(database);
  private final Storage other = PostgresStorage.open(database);
  private final BlockingQueue<Change> heard = new LinkedBlockingQueue<>();
  private Notices notices = Notices.NONE;

  @BeforeEach
  void listen() throws InterruptedException {
    notices = other.listen(heard::add);
    awaitTheBegin();
  }

  @AfterEach
  void close() {
    notices.close();
    one.close();
    other.close();
  }

  /** Whatever was changed before is told of once, in any order. */
  private void awaitTheBegin() throws InterruptedException {
    assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder(Change.values());
    assertThat(notices.arrive()).isTrue();
  }

  private Change next() throws InterruptedException {
    Change change = heard.poll(60, SECONDS);
    assertThat(change).as("a notice").isNotNull();
    return change == null ? Change.REVOCATIONS : change;
  }

  private void revoke(String jti) {
    one.revocations().add(new NewRevocation(new OneToken(jti), NOW.plusSeconds(600), "test", NOW));
  }

  private boolean turnTheRing(long version) {
    return one.keyRing().replace(new KeyRingRecord(version, "{}", Map.of()));
  }

  private void takeConnections(String onOrOff) {
    String name = database.address().database();
    TestPostgres.shared()
        .execute("postgres", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + onOrOff);
  }

  private static boolean isThere(Thread thread) {
    return thread.getName().equals("signet-storage-notices");
  }

  @Test
  void tellOfARevocation() throws Exception {
    revoke("a");

    assertThat(next()).isEqualTo(Change.REVOCATIONS);
    assertThat(other.revocationReader().lastChange()).as("it is committed").isEqualTo(1);
  }

  @Test
  void tellOfARevocationThatIsReversedAndOfAnotherNumbering() throws Exception {
    revoke("a");
    next();

    one.revocations().remove(1);
    assertThat(next()).isEqualTo(Change.REVOCATIONS);
    one.revocations().renumber(1_000);
    assertThat(next()).isEqualTo(Change.REVOCATIONS);
  }

  @Test
  void tellOfAStepOfTheKeys() throws Exception {
    assertThat(turnTheRing(1)).isTrue();

    assertThat(next()).isEqualTo(Change.KEY_RING);
  }

  @Test
  void tellOfNothingWhereNothingChanged() throws Exception {
    revoke("a");
    next();

    revoke("a");
    one.revocations().removeExpired(NOW, 10);
    one.revocations().forgetRemoved(0, 10);
    assertThat(turnTheRing(7)).isFalse();
    one.probe();
    turnTheRing(1);

    assertThat(next()).as("the first notice since").isEqualTo(Change.KEY_RING);
  }

  @Test
  void tellOfWaitsAndOfForgivingThem() throws Exception {
    GuessKey key = GuessKey.ofAccount("a-hash");
    GuessRecord waits =
        new GuessRecord(
            key, 3, 1, NOW, NOW, NOW.plusSeconds(9), NOW.plusSeconds(60), Instant.EPOCH, NOW);

    one.guesses().takeDown(List.of(waits), List.of(), Instant.MAX);
    assertThat(next()).isEqualTo(Change.GUESSES);

    one.guesses().lift(key, NOW.plusSeconds(1));
    assertThat(next()).isEqualTo(Change.GUESSES);
  }

  @Test
  void tellOfManyChangesOfATransactionOnce() throws Exception {
    TestPostgres.execute(
        database,
        "UPDATE revocation_list SET change = change + 1;"
            + " UPDATE revocation_list SET change = change + 1;"
            + " UPDATE key_ring SET version = version + 1");

    assertThat(List.of(next(), next()))
        .containsExactlyInAnyOrder(Change.REVOCATIONS, Change.KEY_RING);
    assertThat(turnTheRing(2)).isTrue();
    assertThat(next()).as("the first notice since").isEqualTo(Change.KEY_RING);
  }

  @Test
  void comeBackWhenTheSessionIsEnded() throws Exception {
    TestPostgres.endListeners(database);

    awaitTheBegin();
    revoke("a");
    assertThat(next()).isEqualTo(Change.REVOCATIONS);
  }

  @Test
  void comeOnceTheDatabaseTakesConnections() throws Exception {
    notices.close();
    takeConnections("off");

    notices = other.listen(heard::add);
    assertThat(notices.arrive()).isFalse();
    takeConnections("on");

    awaitTheBegin();
  }

  @Test
  void comeBackWhenOnlyOneEndOfTheConnectionIsLeft() throws Exception {
    notices.close();
    try (DeafRelay way = new DeafRelay(TestPostgres.shared())) {
      PostgresServer server = new PostgresServer(way.by(database));
      notices = PostgresNotices.start(server, heard::add, Duration.ofMillis(50));
      awaitTheBegin();

      way.goDead();

      awaitTheBegin();
      revoke("a");
      assertThat(next()).isEqualTo(Change.REVOCATIONS);
    }
  }

  @Test
  void endWithoutAThread() {
    notices.close();

    assertThat(notices.arrive()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(PostgresNoticesTest::isThere);
    revoke("a");
    assertThat(heard).isEmpty();
  }

  @Test
  void endWhileTheyWaitToComeBack() {
    // Through a session that is open: later ones are refused.
    TestPostgres.execute(
        database,
        "UPDATE pg_database SET datallowconn = false WHERE datname = current_database()",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    while (notices.arrive()) {
      Thread.onSpinWait();
    }

    notices.close();

    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(PostgresNoticesTest::isThere);
  }
}
