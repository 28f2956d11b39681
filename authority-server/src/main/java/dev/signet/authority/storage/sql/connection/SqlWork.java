package dev.signet.authority.storage.sql.connection;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to do with an open connection. It neither commits nor closes it. */
@FunctionalInterface
public interface SqlWork<T> {
  T run(Connection connection) throws SQLException;
}
