package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What is different from one database to another. Thread-safe. */
public interface Engine {

  /** Opens a connection that may write, in auto-commit mode; what it commits is durable. */
  Connection openWriter() throws SQLException;

  /** Connections that cannot write. */
  DataSource readers();

  /** Says what is wrong with the database and what to do about it. */
  StorageException explain(SQLException fault);
}
