package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What is SQLite's own. */
record SqliteEngine(SqliteFile file) implements Engine {

  @Override
  public Connection openWriter() throws SQLException {
    return file.readWrite().getConnection();
  }

  @Override
  public DataSource readers() {
    return file.readOnly();
  }

  @Override
  public StorageException explain(SQLException fault) {
    return new SqliteFailures(file.path()).apply(fault);
  }
}
