package dev.signet.authority.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.DamagedAllowance;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresStorage;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that somebody wrote beside the authority. */
class DamagedAllowancesTest {
  private static final String WHOLE = "'reports', 5, 60, 9, 3600, 'client_id', 1, 2000000000";

  private static String insert(String row) {
    return "INSERT INTO allowances VALUES (" + row + ")";
  }

  private static void assertOthersAreUnaffected(Storage storage) {
    assertThat(storage.allowances().find("reports")).isPresent();
    assertThatThrownBy(() -> storage.allowances().find("billing"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the allowance of billing is damaged (")
        .hasMessageEndingWith("); run: quotas clear billing");
    List<KeptAllowance> page = storage.allowances().page("", 10);
    assertThat(page).extracting(KeptAllowance::consumer).containsExactly("billing", "reports");
    assertThat(page.get(0)).isInstanceOf(DamagedAllowance.class);
    assertThat(storage.allowances().liveSince(Instant.EPOCH, 10))
        .contains(storage.allowances().find("reports").orElseThrow());

    assertThat(storage.allowances().remove("billing")).isTrue();
    assertThat(storage.allowances().find("billing")).isEmpty();
  }

  @Nested
  class OnSqlite {
    @TempDir Path folder;

    private void execute(String sql) throws SQLException {
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("signet.db"));
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'billing', 0, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', -5, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', 1000000001, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', 5, NULL, NULL, NULL, 'sub', 0, 1",
          "'billing', 5, 31536001, NULL, NULL, 'sub', 0, 1",
          "'billing', 5, 9223372036854775807, NULL, NULL, 'sub', 0, 1",
          "'billing', NULL, NULL, NULL, NULL, 'sub', 0, 1",
          "'billing', NULL, NULL, 0, 60, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, 0, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, 60, 'jti', 1, 1",
          "'billing', NULL, NULL, 5, 60, 'sub', 1, -1",
          "'billing', NULL, NULL, 5, 60, 'sub', 1, 9223372036854775807",
        })
    void concernTheirConsumerAlone(String row) throws SQLException {
      try (Storage storage =
          SqliteStorage.open(folder.resolve("signet.db"), SqliteSettings.DEFAULT)) {
        execute(insert(row));
        execute(insert(WHOLE));

        assertOthersAreUnaffected(storage);
      }
    }
  }

  @Nested
  class OnPostgres {
    private final PostgresSettings database = TestPostgres.migratedDatabase();

    @ParameterizedTest
    @ValueSource(
        strings = {
          "'', 5, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', 0, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', 1000000001, 60, NULL, NULL, 'sub', 0, 1",
          "'billing', 5, NULL, NULL, NULL, 'sub', 0, 1",
          "'billing', NULL, 60, 5, 60, 'sub', 0, 1",
          "'billing', 5, 0, NULL, NULL, 'sub', 0, 1",
          "'billing', 5, 31536001, NULL, NULL, 'sub', 0, 1",
          "'billing', NULL, NULL, NULL, NULL, 'sub', 0, 1",
          "'billing', NULL, NULL, 0, 60, 'sub', 1, 1",
          "'billing', NULL, NULL, 1000000001, 60, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, NULL, 'sub', 1, 1",
          "'billing', 5, 60, NULL, 60, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, 0, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, 31536001, 'sub', 1, 1",
          "'billing', NULL, NULL, 5, 60, 'jti', 1, 1",
          "'billing', NULL, NULL, 5, 60, 'sub', 2, 1",
          "'billing', NULL, NULL, 5, 60, 'sub', 1, -1",
          "'billing', NULL, NULL, 5, 60, 'sub', 1, 253402300800",
        })
    void areRefusedByTheDatabase(String row) {
      assertThatThrownBy(() -> TestPostgres.execute(database, insert(row)))
          .hasStackTraceContaining("allowances_whole");
    }

    @Test
    void areNotRefusedWhereTheyAreTheLargestOrTheSmallest() {
      assertThatCode(
              () ->
                  TestPostgres.execute(
                      database,
                      insert("'a', 1000000000, 31536000, 1, 1, 'sub', 0, 0"),
                      insert("'b', 1, 1, 1000000000, 31536000, 'client_id', 1, 253402300799")))
          .doesNotThrowAnyException();
    }

    @Test
    void concernTheirConsumerAlone() {
      TestPostgres.execute(
          database,
          "ALTER TABLE allowances DROP CONSTRAINT allowances_whole",
          insert("'billing', NULL, NULL, 5, NULL, 'sub', 1, 1"),
          insert(WHOLE));

      try (Storage storage = PostgresStorage.open(database)) {
        assertOthersAreUnaffected(storage);
      }
    }
  }
}
