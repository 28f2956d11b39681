package dev.signet.authority.storage.sql.sqlite;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.application;
import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.AllowanceRepositoryContract;
import dev.signet.authority.storage.RowPurgeContract;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageContract;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.assertion.AssertionUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStorageTest extends StorageContract {
  @TempDir Path folder;
  private Path file;
  private Storage storage;

  @BeforeEach
  void open() {
    file = folder.resolve("data/authority/signet.db");
    storage = SqliteStorage.open(file, SqliteSettings.DEFAULT);
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Nested
  class Purge extends RowPurgeContract {
    @Override
    protected Storage storage() {
      return storage;
    }
  }

  @Nested
  class Permissions {
    @Test
    void givesTheFileAndItsCompanionsToTheOwnerAlone() throws IOException {
      storage.tokens().add(token("a"));

      for (String companion : List.of("", "-wal", "-shm")) {
        assertThat(permissions(Path.of(file + companion))).isEqualTo("rw-------");
      }
    }

    @Test
    void givesTheFoldersItMakesToTheOwnerAlone() throws IOException {
      assertThat(permissions(folder.resolve("data/authority"))).isEqualTo("rwx------");
      assertThat(permissions(folder.resolve("data"))).isEqualTo("rwx------");
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() {
      assertThatThrownBy(() -> SqliteStorage.open(folder, SqliteSettings.DEFAULT))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(folder.toString());
    }

    private String permissions(Path path) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
  }

  @Nested
  class Durability {
    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous, 2", "foreign_keys, 1", "busy_timeout, 5000"})
    void restsOnTheseSettingsOfTheWritingConnection(String pragma, String value)
        throws SQLException {
      SqliteFile sqlite = new SqliteFile(file, SqliteSettings.DEFAULT.busyTimeout());

      try (Connection connection = sqlite.readWrite().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
        assertThat(row.getString(1)).isEqualTo(value);
      }
    }

    @Test
    void findsTokensAndConsumersAfterClosingAndReopening() {
      storage.tokens().add(token("a"));
      storage.consumers().add(application("reports"));

      storage.close();
      open();

      assertThat(storage.tokenReader().find("a")).contains(token("a"));
      assertThat(storage.consumerReader().find("reports")).contains(application("reports"));
    }

    @Test
    void findsWhatWasAddedInTheLogOfAProcessThatNeverClosed() throws IOException {
      storage.tokens().add(token("a"));
      Path copy = folder.resolve("copy.db");
      Files.copy(file, copy);
      Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));

      try (Storage afterCrash = SqliteStorage.open(copy, SqliteSettings.DEFAULT)) {
        assertThat(afterCrash.tokenReader().find("a")).contains(token("a"));
      }
    }
  }

  @Nested
  class SeveralProcesses {
    @Test
    void makeBothOfTwoChangesOfAnAllowanceAtOnce() throws Exception {
      try (Storage other = SqliteStorage.open(file, SqliteSettings.DEFAULT)) {
        AllowanceRepositoryContract.assertBothChanges(storage, other);
      }
    }

    @Test
    void seesAtOnceWhatAnotherAdded() {
      try (Storage commandLine = SqliteStorage.open(file, SqliteSettings.DEFAULT)) {
        commandLine.consumers().add(application("reports"));
        storage.tokens().add(token("a"));
        commandLine.consumers().add(application("orders"));

        assertThat(storage.consumerReader().find("reports")).isPresent();
        assertThat(storage.consumerReader().find("orders")).isPresent();
        assertThat(commandLine.tokenReader().find("a")).isPresent();
      }
    }

    @Test
    void makesANewFileOnceWhenSeveralOpenItTogether() throws Exception {
      Path fresh = folder.resolve("fresh.db");
      ExecutorService openers = Executors.newFixedThreadPool(4);
      try {
        List<Future<Storage>> opened =
            openers.invokeAll(
                Arrays.asList(
                    () -> SqliteStorage.open(fresh, SqliteSettings.DEFAULT),
                    () -> SqliteStorage.open(fresh, SqliteSettings.DEFAULT),
                    () -> SqliteStorage.open(fresh, SqliteSettings.DEFAULT)));
        opened.get(0).get().tokens().add(token("a"));

        for (Future<Storage> one : opened) {
          assertThat(one.get().tokenReader().find("a")).isPresent();
          one.get().close();
        }
      } finally {
        openers.shutdownNow();
      }
    }
  }

  @Test
  void purgesInBoundedStepsWhileTokensAreAdded() throws Exception {
    for (int i = 0; i < 40; i++) {
      storage.tokens().add(tokenExpiringAt("old" + i, NOW.plusSeconds(1)));
    }
    ExecutorService issuing = Executors.newSingleThreadExecutor();
    Future<?> issued =
        issuing.submit(
            () -> {
              for (int i = 0; i < 40; i++) {
                storage.tokens().add(token("new" + i));
              }
            });

    int steps = 0;
    while (storage.tokens().purgeExpired(NOW.plusSeconds(60), 10) > 0) {
      steps++;
    }
    issued.get();
    issuing.shutdown();

    assertThat(steps).isEqualTo(4);
    assertThat(storage.tokenReader().count()).isEqualTo(40);
    assertThat(storage.tokenReader().find("new39")).isPresent();
  }

  @Test
  void takesNoAssertionThatWasUsedAtAnotherProcess() {
    AssertionUse use = AssertionUse.of("billing", "once", NOW);

    try (Storage other = SqliteStorage.open(file, SqliteSettings.DEFAULT)) {
      assertThat(storage.usedAssertions().isFirst(use)).isTrue();
      assertThat(other.usedAssertions().isFirst(use)).isFalse();
    }
  }
}
