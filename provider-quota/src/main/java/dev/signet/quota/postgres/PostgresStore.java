package dev.signet.quota.postgres;

import dev.signet.quota.count.Buckets;
import dev.signet.quota.count.Call;
import dev.signet.quota.count.Counts;
import dev.signet.quota.count.LostCountException;
import dev.signet.quota.count.Tally;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts in one table of PostgreSQL, a row and a short transaction for each; thread-safe. */
final class PostgresStore implements Counts {
  private static final System.Logger LOG = System.getLogger(PostgresStore.class.getName());
  private static final int MOST_THREADS = 16;
  private static final int MOST_WAITING = 1_024;
  private static final int PURGED_AT_ONCE = 1_000;
  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

  private final Duration longestWait;
  private final Buckets buckets;
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> store;
  private final ThreadPoolExecutor threads;
  private final ScheduledExecutorService purger;
  private final Future<?> purging;

  PostgresStore(DataSource source, Clock clock, Duration longestWait) {
    this.longestWait = longestWait;
    this.buckets = new Buckets(clock);
    this.store =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(source)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table(PostgresCounts.TABLE_NAME)
            .clientClock(buckets)
            .requestTimeout(longestWait)
            .expirationAfterWrite(Buckets.expiration())
            .build();
    // JDBC cannot be told to wait for milliseconds: the call waits for a thread that waits for it.
    this.threads =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            daemons("signet-quota-postgres-"));
    threads.allowCoreThreadTimeOut(true);
    this.purger = Executors.newSingleThreadScheduledExecutor(daemons("signet-quota-purge-"));
    this.purging =
        purger.scheduleWithFixedDelay(
            this::purge, BETWEEN_PURGES.toSeconds(), BETWEEN_PURGES.toSeconds(), TimeUnit.SECONDS);
  }

  private static ThreadFactory daemons(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public Tally take(Call call) {
    Future<Tally> answer = submit(call);
    try {
      return answer.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new LostCountException(e);
    } catch (TimeoutException e) {
      throw new LostCountException("no answer within " + longestWait.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LostCountException("interrupted");
    } finally {
      // What has not begun by now need not.
      answer.cancel(false);
    }
  }

  private Future<Tally> submit(Call call) {
    try {
      return threads.submit(() -> buckets.takeShared(store::execute, call));
    } catch (RejectedExecutionException e) {
      throw new LostCountException("too many calls wait for it");
    }
  }

  /** Deletes counts whose window is over, in bounded steps. */
  void purge() {
    try {
      int purged = PURGED_AT_ONCE;
      while (purged == PURGED_AT_ONCE) {
        purged = store.removeExpired(PURGED_AT_ONCE);
      }
    } catch (RuntimeException e) {
      // Calls notice an outage themselves; the next purge comes in a minute.
      LOG.log(System.Logger.Level.DEBUG, "Expired counts were not deleted", e);
    }
  }

  @Override
  public void close() {
    purging.cancel(false);
    purger.shutdownNow();
    threads.shutdownNow();
  }
}
