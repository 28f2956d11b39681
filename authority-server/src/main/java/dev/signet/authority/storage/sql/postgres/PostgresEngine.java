package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.Storage.Change;
import dev.signet.authority.storage.Storage.Notices;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.quota.SharedBuckets;
import dev.signet.authority.storage.sql.Engine;
import dev.signet.authority.storage.sql.TokenRows;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.SqlWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** What is PostgreSQL's own. */
record PostgresEngine(PostgresServer server, TokenPartitions partitions) implements Engine {

  PostgresEngine(PostgresServer server) {
    this(server, new TokenPartitions(server));
  }

  @Override
  public Connection openWriter() throws SQLException {
    return server.openWriter();
  }

  @Override
  public DataSource readers() {
    return server.readers();
  }

  @Override
  public TokenRepository tokens(GroupCommitWriter writer) {
    return new PostgresTokenRepository(new TokenRows(writer), partitions);
  }

  @Override
  public Optional<SqlWork<Instant>> clock() {
    return Optional.of(PostgresServer::time);
  }

  @Override
  public Optional<SharedBuckets.Opener> sharedBuckets() {
    return Optional.of(time -> PostgresBuckets.open(server, time));
  }

  @Override
  public Notices listen(Consumer<Change> heard) {
    return PostgresNotices.start(server, heard);
  }

  @Override
  public StorageException explain(SQLException fault) {
    return server.explain(fault);
  }
}
