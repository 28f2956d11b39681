package dev.signet.authority.storage.sql.sqlite;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.time.Duration;

/**
 * How an SQLite file is used.
 *
 * @param writer how writes are gathered
 * @param busyTimeout how long to wait for another process that writes, in whole milliseconds: 0 to
 *     60 seconds
 */
public record SqliteSettings(WriterSettings writer, Duration busyTimeout) {
  private static final Duration MOST = Duration.ofSeconds(60);

  /** The usual writer, and 5 seconds for another process. */
  public static final SqliteSettings DEFAULT =
      new SqliteSettings(WriterSettings.DEFAULT, Duration.ofSeconds(5));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException when one is out of its range; the message names it
   */
  public SqliteSettings {
    requireNonNull(writer, "writer");
    if (busyTimeout.isNegative() || busyTimeout.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("busyTimeout must be 0 to " + MOST);
    }
  }
}
