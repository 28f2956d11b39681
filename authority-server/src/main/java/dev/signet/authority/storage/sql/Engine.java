package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What is different from one database to another. Thread-safe. */
public interface Engine {

  /** Opens a connection that may write, in auto-commit mode; what it commits is durable. */
  Connection openWriter() throws SQLException;

  /** Connections that cannot write. */
  DataSource readers();

  /** Keeps and purges the records of tokens, through the writer. */
  TokenRepository tokens(GroupCommitWriter writer);

  /** How to ask for the time of a server; empty if there is none. */
  default Optional<SqlWork<Instant>> clock() {
    return Optional.empty();
  }

  /** As {@link dev.signet.authority.storage.Storage#listen}. */
  default Notices listen(Consumer<Change> heard) {
    return Notices.NONE;
  }

  /** Says what is wrong with the database and what to do about it. */
  StorageException explain(SQLException fault);
}
