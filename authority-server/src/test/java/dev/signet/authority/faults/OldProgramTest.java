package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations expand first and contract a release later: the program of before still works. */
class OldProgramTest {
  private final PostgresSettings database = TestPostgres.migratedDatabase();

  @Test
  void worksOnTheLatestSchema() {
    try (OldProgram program = start()) {
      program.awaitRound();

      assertThat(program.fault()).isEmpty();
    }
  }

  /** What a migration must not do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE tokens RENAME COLUMN scopes TO scope",
        "ALTER TABLE tokens ADD COLUMN tenant TEXT NOT NULL",
        "ALTER TABLE consumers ADD CHECK (name <> 'old-0')",
        "ALTER TABLE revocations DROP COLUMN reason",
        "ALTER TABLE revocation_list ALTER COLUMN salt TYPE BIGINT USING 0",
        "DROP TABLE validator_reports"
      })
  void noticesAMigrationThatTakesAway(String change) throws SQLException {
    try (Connection connection = TestPostgres.shared().connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
    try (OldProgram program = start()) {
      program.awaitRound();

      assertThat(program.fault()).isPresent();
    }
  }

  private OldProgram start() {
    return OldProgram.start(() -> TestPostgres.shared().connect(database));
  }
}
