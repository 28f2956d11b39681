package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.quota.SharedBuckets;
import dev.signet.authority.storage.sql.connection.Database;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.SqlWork;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What is different from one database to another. Thread-safe. */
public interface Engine extends Database {

  /** Keeps and purges the records of tokens, through the writer. */
  TokenRepository tokens(GroupCommitWriter writer);

  /** How to ask for the time of a server; empty if there is none. */
  default Optional<SqlWork<Instant>> clock() {
    return Optional.empty();
  }

  /** As {@link dev.signet.authority.storage.Storage#sharedBuckets}. */
  default Optional<SharedBuckets.Opener> sharedBuckets() {
    return Optional.empty();
  }

  /** As {@link dev.signet.authority.storage.Storage#listen}. */
  default Notices listen(Consumer<Change> heard) {
    return Notices.NONE;
  }
}
