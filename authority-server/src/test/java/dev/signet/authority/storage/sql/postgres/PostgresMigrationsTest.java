package dev.signet.authority.storage.sql.postgres;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenReader.Selection;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.sql.SqlStorage;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresMigrationsTest {
  private final TestPostgres server = TestPostgres.shared();

  @Test
  void endsAtTheVersionThatTheProgramKnows() {
    PostgresSettings database = TestPostgres.migratedDatabase();

    int version =
        new PostgresServer(database)
            .run(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row =
                          statement.executeQuery(
                              "SELECT max(version::int) FROM flyway_schema_history")) {
                    row.next();
                    return row.getInt(1);
                  }
                });

    assertThat(version).isEqualTo(PostgresMigrations.LATEST);
  }

  /** A database as a program of an earlier version left it. */
  private PostgresSettings databaseOfVersion(int version) {
    PostgresSettings database = server.emptyDatabase();
    Flyway.configure()
        .dataSource(new PostgresServer(database).dataSource())
        .locations("classpath:db/migration/postgres")
        .target(Integer.toString(version))
        .load()
        .migrate();
    return database;
  }

  /** Uses a database as it is; the statements are those of every version so far. */
  private static Storage withoutMigrating(PostgresSettings database) {
    return SqlStorage.open(
        new PostgresEngine(new PostgresServer(database)), WriterSettings.DEFAULT);
  }

  private static void revoke(Storage node, String jti) {
    node.revocations()
        .add(new NewRevocation(new OneToken(jti), NOW.plusSeconds(600), "a test", NOW));
  }

  @Test
  void tellsOfWhatANodeOfTheFirstVersionChangesThatGoesOn() throws Exception {
    PostgresSettings database = databaseOfVersion(1);
    BlockingQueue<Change> heard = new LinkedBlockingQueue<>();

    try (Storage old = withoutMigrating(database)) {
      revoke(old, "a");
      try (Storage next = PostgresStorage.open(database);
          Notices notices = next.listen(heard::add)) {
        assertThat(List.of(heard.take(), heard.take(), heard.take())).contains(Change.REVOCATIONS);
        revoke(old, "b");
        assertThat(heard.take()).isEqualTo(Change.REVOCATIONS);
        assertThat(next.revocationReader().inForce(0, 10)).hasSize(2);
        assertThat(notices.arrive()).isTrue();
      }
    }
  }

  @Test
  void readsADatabaseAsItIsOnlyIfItIsOfThisVersion() {
    PostgresSettings database = databaseOfVersion(3);

    assertThatThrownBy(() -> PostgresStorage.openAsItIs(database))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has schema version 3, this program reads");

    PostgresStorage.open(database).close();
    try (Storage storage = PostgresStorage.openAsItIs(database)) {
      assertThat(storage.consumerReader().find("reports")).isEmpty();
    }
  }

  @Test
  void keepsAnAllowanceThatWasDamagedBeforeAndTakesNoOther() {
    PostgresSettings database = databaseOfVersion(10);
    String damaged = " 0, 60, NULL, NULL, 'sub', 0, 1)";
    TestPostgres.execute(database, "INSERT INTO allowances VALUES ('billing'," + damaged);

    try (Storage next = PostgresStorage.open(database)) {
      assertThat(next.allowances().page("", 9)).hasSize(1);
      assertThatThrownBy(
              () ->
                  TestPostgres.execute(
                      database, "INSERT INTO allowances VALUES ('reports'," + damaged))
          .hasStackTraceContaining("allowances_whole");
      assertThat(next.allowances().remove("billing")).isTrue();
    }
  }

  @Test
  void makesTheSecretOfEachApplicationItsFirstCredentialAlsoWhereAnOldNodeAddsIt() {
    PostgresSettings database = databaseOfVersion(3);

    addAsAnOldNode(database, "before");
    try (Storage next = PostgresStorage.open(database)) {
      addAsAnOldNode(database, "after");
      for (String name : List.of("before", "after")) {
        assertThat(next.credentialReader().find(name))
            .extracting(CredentialRecord::id, CredentialRecord::value)
            .containsExactly(tuple("first", "hmac-sha256:stored"));
        assertThat(next.consumerReader().find(name).orElseThrow().rights().bound())
            .isEqualTo(TokenRights.Bound.NONE);
      }
    }
  }

  /**
   * The statement of a program that knows nothing of credentials, nor of what tokens are bound to.
   */
  private static void addAsAnOldNode(PostgresSettings database, String name) {
    TestPostgres.execute(
        database,
        "INSERT INTO consumers (name, kind, credential, enabled, audiences, scopes, grant_types,"
            + " provides, details, created_at) VALUES ('"
            + name
            + "', 'APPLICATION', 'hmac-sha256:stored', true, 'orders', '', 'client_credentials',"
            + " '', '{}', 1)");
  }

  /** The row is taken by one who changes revocations, and read by one who follows them. */
  @Test
  void waitsForAChangeThatIsBeingMadeAndHoldsNoReaderUp() throws Exception {
    PostgresSettings database = databaseOfVersion(1);
    ExecutorService background = Executors.newSingleThreadExecutor();

    try (Storage old = withoutMigrating(database);
        Connection changing = server.connect(database.address().database());
        Statement change = changing.createStatement()) {
      changing.setAutoCommit(false);
      change.execute("UPDATE revocation_list SET change = change + 1");
      Future<Storage> migrating = background.submit(() -> PostgresStorage.open(database));
      awaitOneWhoWaitsForALock(change);

      assertThat(old.revocationReader().lastChange()).isZero();
      assertThat(migrating.isDone()).isFalse();
      changing.commit();

      try (Storage migrated = migrating.get()) {
        assertThat(migrated.revocationReader().lastChange()).isEqualTo(1);
      }
    } finally {
      background.shutdownNow();
    }
  }

  private static void awaitOneWhoWaitsForALock(Statement statement) throws SQLException {
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'revocation_list'::regclass";
    int found;
    do {
      try (ResultSet row = statement.executeQuery(waiting)) {
        row.next();
        found = row.getInt(1);
      }
    } while (found == 0);
  }

  @Test
  void doesNotStartFlywayWhenTheSchemaIsUpToDate() {
    PostgresSettings database = TestPostgres.migratedDatabase();
    // Flyway would refuse a file that is not the one it ran.
    TestPostgres.execute(
        database, "UPDATE flyway_schema_history SET checksum = 1 WHERE checksum IS NOT NULL");

    PostgresStorage.open(database).close();
  }

  /** An index on each of them would hold up issuing while it is built. */
  @Test
  void leavesThePartitionsThatAreThereAloneAndFindsWhatIsInThem() {
    PostgresSettings database = databaseOfVersion(2);
    PostgresServer server = new PostgresServer(database);
    new TokenPartitions(server).makeRoom(NOW);
    try (Storage storage = PostgresStorage.open(database)) {
      storage.tokens().add(tokenExpiringAt("old", NOW.plusSeconds(1)));
      storage.tokens().add(tokenExpiringAt("new", NOW.plusSeconds(3_601)));

      Selection holder = new Selection(Optional.of("alice@example.org"), Optional.empty(), NOW);
      assertThat(storage.tokenReader().page(holder, Optional.empty(), 9))
          .extracting(TokenRecord::jti)
          .containsExactly("old", "new");
      assertThat(storage.tokenReader().count(holder)).isEqualTo(2);
    }
    long hour = TokenPartition.hourOf(NOW);
    assertThat(indexes(server, "tokens_h" + hour)).isEqualTo(1);
    assertThat(indexes(server, "tokens_h" + (hour + 1))).isEqualTo(3);
  }

  private static int indexes(PostgresServer server, String table) {
    return server.run(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT count(*) FROM pg_index WHERE indrelid = '" + table + "'::regclass")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  @Test
  void refusesASchemaOfANewerProgram() {
    PostgresSettings database = TestPostgres.migratedDatabase();
    TestPostgres.execute(
        database, "UPDATE flyway_schema_history SET version = " + (PostgresMigrations.LATEST + 1));

    assertThatThrownBy(() -> PostgresStorage.open(database))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(database.address().toString())
        .hasMessageContaining("schema version " + (PostgresMigrations.LATEST + 1))
        .hasMessageContaining("start the newer program");
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() {
    PostgresSettings database = server.emptyDatabase();
    TestPostgres.execute(database, "CREATE TABLE music (title TEXT)");

    assertThatThrownBy(() -> PostgresStorage.open(database))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("a database, or a schema, of its own");
  }

  @Test
  void refusesADatabaseThatKeepsNoUnicode() {
    PostgresSettings database =
        server.newDatabase("TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");

    assertThatThrownBy(() -> PostgresStorage.open(database))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("ENCODING 'UTF8'");
  }
}
