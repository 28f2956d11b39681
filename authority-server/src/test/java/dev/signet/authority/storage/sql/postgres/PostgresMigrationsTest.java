package dev.signet.authority.storage.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class PostgresMigrationsTest {
  private final TestPostgres server = TestPostgres.shared();

  private void execute(PostgresSettings database, String sql) {
    server.execute(database.address().database(), sql);
  }

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

  @Test
  void doesNotStartFlywayWhenTheSchemaIsUpToDate() {
    PostgresSettings database = TestPostgres.migratedDatabase();
    // Flyway would refuse a file that is not the one it ran.
    execute(database, "UPDATE flyway_schema_history SET checksum = 1 WHERE checksum IS NOT NULL");

    PostgresStorage.open(database).close();
  }

  @Test
  void refusesASchemaOfANewerProgram() {
    PostgresSettings database = TestPostgres.migratedDatabase();
    execute(
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
    execute(database, "CREATE TABLE music (title TEXT)");

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
