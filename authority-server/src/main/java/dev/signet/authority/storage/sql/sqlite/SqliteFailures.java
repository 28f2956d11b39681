package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.StorageException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Function;
import org.sqlite.SQLiteErrorCode;

/** Says what is wrong with the file, and what to do about it. */
record SqliteFailures(Path file) implements Function<SQLException, StorageException> {
  // SQLite keeps the kind of a fault in the low byte of its result code.
  private static final int KIND = 0xff;

  @Override
  public StorageException apply(SQLException fault) {
    return new StorageException(message(root(fault)), fault);
  }

  private String message(SQLException fault) {
    return switch (SQLiteErrorCode.getErrorCode(fault.getErrorCode() & KIND)) {
      case SQLITE_FULL -> "no room to write to " + file + ": make room on its disk";
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN ->
          "cannot open or write "
              + file
              + ": let it and its folder belong to the user that runs the authority";
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          file + " is damaged or is no database: stop the authority and restore a backup of it";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          file + " was locked by another process for too long: let that process finish";
      default -> "cannot use " + file + ": " + fault.getMessage();
    };
  }

  /** A pool that finds no connection tells of it in exceptions of its own, around the fault. */
  private static SQLException root(SQLException fault) {
    SQLException root = fault;
    for (Throwable each = fault; each != null; each = each.getCause()) {
      root = each instanceof SQLException inner ? inner : root;
    }
    return root;
  }
}
