package dev.signet.authority.storage.sql.sqlite;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.sql.Engine;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
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
  public TokenRepository tokens(GroupCommitWriter writer) {
    return new SqliteTokenRepository(writer);
  }

  @Override
  public StorageException explain(SQLException fault) {
    return new SqliteFailures(file.path()).apply(fault);
  }
}
