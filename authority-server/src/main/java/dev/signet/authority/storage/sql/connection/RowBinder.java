package dev.signet.authority.storage.sql.connection;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sets the parameters of a statement that writes one row. */
@FunctionalInterface
public interface RowBinder {
  /** Sets each of them; it is called again when the row is written again by itself. */
  void bind(PreparedStatement statement) throws SQLException;
}
