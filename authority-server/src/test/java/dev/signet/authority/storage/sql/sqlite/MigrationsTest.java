package dev.signet.authority.storage.sql.sqlite;

import static dev.signet.authority.storage.TestRecords.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenReader.Selection;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.sql.SqlStorage;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("signet.db");
  }

  private SqliteFile sqlite() {
    return new SqliteFile(file, SqliteSettings.DEFAULT.busyTimeout());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = sqlite().readWrite().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Storage open() {
    return SqliteStorage.open(file, SqliteSettings.DEFAULT);
  }

  @Test
  void endsAtTheVersionThatTheProgramKnows() throws SQLException {
    open().close();

    assertThat(new Migrations(sqlite()).version()).isEqualTo(Migrations.LATEST);
  }

  @Test
  void doesNotStartFlywayWhenTheSchemaIsUpToDate() throws SQLException {
    open().close();
    // Flyway would refuse a schema without its own table.
    execute("DROP TABLE flyway_schema_history");

    open().close();
  }

  /** A file as a program of an earlier version left it. */
  private void makeFileOfVersion(int version) {
    Flyway.configure()
        .dataSource(sqlite().readWrite())
        .locations("classpath:db/migration/sqlite")
        .target(Integer.toString(version))
        .load()
        .migrate();
  }

  @Test
  void makesNobodyAProviderWhoWasThereBefore() throws SQLException {
    makeFileOfVersion(5);
    execute(
        """
        INSERT INTO consumers VALUES ('reports', 'APPLICATION', 'hmac-sha256:stored', 1, 'orders',
          '', NULL, 'client_credentials', '{}', 1)
        """);

    try (Storage storage = open()) {
      assertThat(storage.consumerReader().find("reports").orElseThrow().provides()).isEmpty();
    }
  }

  @Test
  void bindsTokensOfNobodyWhoWasThereBefore() throws SQLException {
    makeFileOfVersion(10);
    execute(
        """
        INSERT INTO consumers (name, kind, credential, enabled, audiences, scopes, grant_types,
          provides, details, created_at)
        VALUES ('reports', 'APPLICATION', 'hmac-sha256:stored', 1, 'orders', '',
          'client_credentials', '', '{}', 1)
        """);

    try (Storage storage = open()) {
      assertThat(storage.consumerReader().find("reports").orElseThrow().rights().bound())
          .isEqualTo(TokenRights.Bound.NONE);
    }
  }

  @Test
  void findsTheTokensThatWereThereBefore() throws SQLException {
    makeFileOfVersion(6);
    // The statement of a token is the same in all versions.
    try (Storage storage = SqlStorage.open(new SqliteEngine(sqlite()), WriterSettings.DEFAULT)) {
      storage.tokens().add(token("a"));
    }

    try (Storage storage = open()) {
      Selection holder =
          new Selection(Optional.of(token("a").subject()), Optional.empty(), Instant.EPOCH);
      assertThat(storage.tokenReader().page(holder, Optional.empty(), 9))
          .containsExactly(token("a"));
    }
  }

  @Test
  void makesTheSecretOfEachApplicationItsFirstCredential() throws SQLException {
    makeFileOfVersion(7);
    execute(
        """
        INSERT INTO consumers (name, kind, credential, enabled, audiences, scopes, grant_types,
          provides, details, created_at)
        VALUES ('reports', 'APPLICATION', 'hmac-sha256:stored', 1, 'orders', '',
            'client_credentials', '', '{}', 1),
          ('ada', 'USER', 'argon2id:stored', 1, 'orders', '', 'client_credentials', '', '{}', 1)
        """);

    try (Storage storage = open()) {
      assertThat(storage.credentialReader().find("reports"))
          .singleElement()
          .satisfies(
              first -> {
                assertThat(first.id()).isEqualTo(CredentialRecord.FIRST);
                assertThat(first.kind()).isEqualTo(CredentialKind.SECRET);
                assertThat(first.value()).isEqualTo("hmac-sha256:stored");
                assertThat(first.createdAt()).isEqualTo(Instant.ofEpochSecond(1));
              });
      assertThat(storage.credentialReader().find("ada")).isEmpty();
    }
  }

  @Test
  void readsAFileAsItIsOnlyIfItIsOfThisVersion() throws SQLException {
    assertThatThrownBy(this::openAsItIs).hasMessage("there is no database yet at " + file);
    makeFileOfVersion(7);
    assertThatThrownBy(this::openAsItIs)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has schema version 7, this program reads");
    assertThat(new Migrations(sqlite()).version()).isEqualTo(7);

    open().close();
    try (Storage storage = openAsItIs()) {
      assertThat(storage.consumerReader().find("reports")).isEmpty();
    }
  }

  private Storage openAsItIs() {
    return SqliteStorage.openAsItIs(file, SqliteSettings.DEFAULT);
  }

  @Test
  void refusesASchemaOfANewerProgram() throws SQLException {
    open().close();
    execute("PRAGMA user_version = " + (Migrations.LATEST + 1));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("schema version " + (Migrations.LATEST + 1))
        .hasMessageContaining("start the newer program");
  }

  @Test
  void refusesTheDatabaseOfAnotherProgram() throws SQLException {
    execute("CREATE TABLE music (title TEXT)");

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Files.writeString(file, "This is a letter, and quite a long one, but no database. ".repeat(40));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("restore a backup");
  }

  @Test
  void tellsOfADamagedFileWhenItIsRead() throws IOException {
    try (Storage storage = open()) {
      storage.tokens().add(token("a"));
    }
    overwriteAllButTheFirstPage();

    try (Storage storage = open()) {
      assertThatThrownBy(() -> storage.tokenReader().find("a"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("restore a backup");
    }
  }

  private void overwriteAllButTheFirstPage() throws IOException {
    int page = 4096;
    byte[] garbage = new byte[Math.toIntExact(Files.size(file)) - page];
    Arrays.fill(garbage, (byte) 0xff);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(garbage), page);
    }
  }
}
