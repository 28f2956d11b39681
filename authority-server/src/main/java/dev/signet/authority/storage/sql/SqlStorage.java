package dev.signet.authority.storage.sql;

import dev.signet.authority.storage.ConsumerReader;
import dev.signet.authority.storage.ConsumerRepository;
import dev.signet.authority.storage.KeyRingRepository;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.RevocationRepository;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenReader;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.SharedBuckets;
import dev.signet.authority.storage.session.SessionRepository;
import dev.signet.authority.storage.sql.connection.GroupCommitWriter;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import dev.signet.authority.storage.sql.connection.WriterSettings;
import dev.signet.authority.storage.sql.guessing.SqlGuessRepository;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store in a database whose schema is up to date.
 *
 * <p>Thread-safe. Several processes may have the database open: each sees at its next look what
 * another has written.
 */
public final class SqlStorage implements Storage {
  private final Engine engine;
  private final ReadOnlyPool pool;
  private final GroupCommitWriter writer;
  private final TokenRepository tokens;

  private SqlStorage(Engine engine, ReadOnlyPool pool, GroupCommitWriter writer) {
    this.engine = engine;
    this.pool = pool;
    this.writer = writer;
    this.tokens = engine.tokens(writer);
  }

  /** Opens the store; a database that cannot be reached is told of by each read and write. */
  public static Storage open(Engine engine, WriterSettings settings) {
    GroupCommitWriter writer = GroupCommitWriter.start(settings, engine);
    ReadOnlyPool pool = new ReadOnlyPool(engine.readers(), engine::explain);
    return new SqlStorage(engine, pool, writer);
  }

  @Override
  public TokenRepository tokens() {
    return tokens;
  }

  @Override
  public TokenReader tokenReader() {
    return new SqlTokenReader(pool);
  }

  @Override
  public ConsumerRepository consumers() {
    return new SqlConsumerRepository(writer);
  }

  @Override
  public ConsumerReader consumerReader() {
    return new SqlConsumerReader(pool);
  }

  @Override
  public CredentialRepository credentials() {
    return new SqlCredentialRepository(writer);
  }

  @Override
  public CredentialReader credentialReader() {
    return new SqlCredentialReader(pool);
  }

  @Override
  public RevocationRepository revocations() {
    return new SqlRevocationRepository(writer);
  }

  @Override
  public RevocationReader revocationReader() {
    return new SqlRevocationReader(pool);
  }

  @Override
  public KeyRingRepository keyRing() {
    return new SqlKeyRingRepository(pool, writer);
  }

  @Override
  public SessionRepository sessions() {
    return new SqlSessionRepository(pool, writer);
  }

  @Override
  public GuessRepository guesses() {
    return new SqlGuessRepository(pool, writer);
  }

  @Override
  public AssertionLog usedAssertions() {
    return new SqlAssertionLog(writer);
  }

  @Override
  public AllowanceRepository allowances() {
    return new SqlAllowanceRepository(pool, writer);
  }

  @Override
  public Optional<SharedBuckets.Opener> sharedBuckets() {
    return engine.sharedBuckets();
  }

  @Override
  public Optional<Instant> time() {
    return engine.clock().map(pool::read);
  }

  @Override
  public Notices listen(Consumer<Change> heard) {
    return engine.listen(heard);
  }

  @Override
  public void probe() {
    writer.write(SqlStorage::touch);
  }

  @Override
  public void probeReading() {
    pool.read(SqlStorage::look);
  }

  private static boolean look(Connection connection) throws SQLException {
    try (PreparedStatement look = connection.prepareStatement("SELECT writes FROM probe");
        ResultSet row = look.executeQuery()) {
      return row.next();
    }
  }

  @Override
  public Workload workload() {
    return new Work(pool, writer);
  }

  /** What the pool and the writer are busy with. */
  private record Work(ReadOnlyPool pool, GroupCommitWriter writer) implements Workload {
    @Override
    public int waitingWrites() {
      return writer.waiting();
    }

    @Override
    public int busyReaders() {
      return pool.busy();
    }

    @Override
    public int waitingReaders() {
      return pool.waiting();
    }

    @Override
    public void listen(TransactionListener listener) {
      writer.listen(listener);
    }
  }

  private static int touch(Connection connection) throws SQLException {
    try (PreparedStatement touch =
        connection.prepareStatement("UPDATE probe SET writes = writes + 1")) {
      return touch.executeUpdate();
    }
  }

  @Override
  public void close() {
    // Readers first: the last connection to an SQLite file folds the log into it, which takes one
    // that may write.
    pool.close();
    writer.close();
  }
}
