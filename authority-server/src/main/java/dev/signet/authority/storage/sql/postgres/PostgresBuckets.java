package dev.signet.authority.storage.sql.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.quota.SharedBuckets;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Buckets in a table, each drawn from under the lock of its row. They have connections of their
 * own, so that whoever waits for a row holds up neither readers nor the writer.
 */
final class PostgresBuckets implements SharedBuckets {
  private static final int CONNECTIONS = 2;
  private static final int WAIT_MILLIS = 1_000;
  private static final int SILENCE_SECONDS = 2;
  private static final Duration KEPT_LONGER = Duration.ofMinutes(1);

  /** What a power cut takes back of the last moments is no more than a restart gives. */
  private static final String PREPARE =
      """
      SELECT set_config('idle_in_transaction_session_timeout', '2s', false),
        set_config('lock_timeout', '1s', false), set_config('synchronous_commit', 'off', false)
      """;

  private final PostgresServer server;
  private final SteadyTime time;
  private final HikariDataSource pool;
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

  private PostgresBuckets(PostgresServer server, SteadyTime time, HikariDataSource pool) {
    this.server = server;
    this.time = time;
    this.pool = pool;
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("issuing_buckets")
            .clientClock(time)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_LONGER))
            .build();
  }

  /** Opens them; a database that cannot be reached is told of by each draw. */
  static SharedBuckets open(PostgresServer server, Supplier<Instant> time) {
    PGSimpleDataSource source = server.dataSource();
    source.setConnectTimeout(SILENCE_SECONDS);
    source.setLoginTimeout(SILENCE_SECONDS);
    source.setSocketTimeout(SILENCE_SECONDS);
    HikariConfig config = new HikariConfig();
    config.setPoolName("signet-storage-buckets");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setConnectionInitSql(PREPARE);
    config.setInitializationFailTimeout(-1);
    return new PostgresBuckets(server, new SteadyTime(time), new HikariDataSource(config));
  }

  @Override
  public Draw draw(String requestor, Rate rate, long most) {
    time.look();
    try {
      return Draw.from(buckets.builder().build(requestor + ' ' + rate, rate::bucket), rate, most);
    } catch (BucketExecutionException e) {
      throw explain(e);
    }
  }

  @Override
  public int purge(int most) {
    // It goes by the machine's clock: not while that is wrong, or all counts look full again.
    time.look();
    try {
      return buckets.removeExpired(most);
    } catch (BucketExecutionException e) {
      throw explain(e);
    }
  }

  private StorageException explain(BucketExecutionException e) {
    return e.getCause() instanceof SQLException fault
        ? server.explain(fault)
        : new StorageException("the shared counts cannot be used", e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
