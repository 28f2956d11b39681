package dev.signet.authority.storage.sql.connection;

import dev.signet.authority.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens connections to a database, and reads its faults. Thread-safe. */
public interface Database {

  /** Opens a connection that may write, in auto-commit mode; what it commits is durable. */
  Connection openWriter() throws SQLException;

  /** Connections that cannot write. */
  DataSource readers();

  /** Says what is wrong with the database and what to do about it. */
  StorageException explain(SQLException fault);
}
