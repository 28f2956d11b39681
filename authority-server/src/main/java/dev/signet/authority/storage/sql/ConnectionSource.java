package dev.signet.authority.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a connection that may write, in auto-commit mode. */
@FunctionalInterface
interface ConnectionSource {
  Connection open() throws SQLException;
}
