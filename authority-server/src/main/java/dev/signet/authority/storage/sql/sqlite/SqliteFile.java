package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An SQLite file, and the two kinds of connection to it. */
record SqliteFile(Path path, Duration busyTimeout) {

  /**
   * Makes the file, mode 0600, and the folders it needs, mode 0700; leaves alone what is there.
   * SQLite gives its own companion files the mode of the file.
   */
  void create() {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder, mode("rwx------"));
      }
      Files.createFile(path, mode("rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(path)) {
        throw new StorageException(path + " is not a file: name a file for the database", e);
      }
    } catch (IOException e) {
      throw new StorageException(
          "cannot make " + path + ": let its folder belong to the user that runs the authority", e);
    }
  }

  private FileAttribute<?>[] mode(String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  SQLiteDataSource readWrite() {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // Taking the lock to write at once is what lets the busy timeout work: a transaction that read
    // before it writes fails without waiting when another process wrote in between.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    return dataSource(config);
  }

  SQLiteDataSource readOnly() {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return dataSource(config);
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    return config;
  }

  private SQLiteDataSource dataSource(SQLiteConfig config) {
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path.toAbsolutePath());
    return source;
  }
}
