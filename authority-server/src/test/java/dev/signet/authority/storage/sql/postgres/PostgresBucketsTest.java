package dev.signet.authority.storage.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.quota.SharedBuckets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresBucketsTest {
  private static final Rate RATE = new Rate(60, Duration.ofMinutes(1));

  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final SharedBuckets one = node();
  private final SharedBuckets other = node();

  private SharedBuckets node() {
    return PostgresBuckets.open(new PostgresServer(database), clock::instant);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void areDrawnFromByAllNodes() {
    assertThat(one.draw("billing", RATE, 50).taken()).isEqualTo(50);
    assertThat(other.draw("billing", RATE, 50).taken()).isEqualTo(10);

    Draw empty = one.draw("billing", RATE, 1);
    assertThat(empty.taken()).isZero();
    assertThat(empty.untilMore()).isEqualTo(Duration.ofSeconds(1));
    assertThat(empty.untilFull()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void giveNoMoreThanTheyHoldToNodesThatDrawTogether() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Long> here = () -> drawOneByOne(one);
      Callable<Long> there = () -> drawOneByOne(other);
      List<Long> taken = new ArrayList<>();
      for (Future<Long> each : threads.invokeAll(List.of(here, there, here, there))) {
        taken.add(each.get());
      }

      assertThat(taken.stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long drawOneByOne(SharedBuckets node) {
    long taken = 0;
    for (int i = 0; i < 40; i++) {
      taken += node.draw("billing", RATE, 1).taken();
    }
    return taken;
  }

  @Test
  void outliveTheProcess() {
    one.draw("billing", RATE, 60);

    try (SharedBuckets restarted = node()) {
      assertThat(restarted.draw("billing", RATE, 1).taken()).isZero();
    }
  }

  @Test
  void fillEvenly() {
    one.draw("billing", RATE, 60);

    clock.advance(Duration.ofMillis(999));
    assertThat(other.draw("billing", RATE, 60).taken()).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(other.draw("billing", RATE, 60).taken()).isOne();
  }

  @Test
  void neitherFillNorStopWhenTheClockIsSetBack() {
    one.draw("billing", RATE, 60);

    clock.advance(Duration.ofHours(-1));
    assertThat(one.draw("billing", RATE, 60).taken()).isZero();
    clock.advance(Duration.ofSeconds(2));
    assertThat(one.draw("billing", RATE, 60).taken()).isEqualTo(2);
  }

  @Test
  void areForgottenWhenTheyAreFullAgain() {
    one.draw("billing", RATE, 60);
    one.draw("reports", RATE, 60);
    assertThat(one.purge(10)).isZero();
    TestPostgres.execute(
        database, "UPDATE issuing_buckets SET expires_at = 1 WHERE id LIKE 'reports %'");

    assertThat(other.purge(10)).isOne();

    assertThat(one.draw("billing", RATE, 1).taken()).isZero();
    assertThat(one.draw("reports", RATE, 1).taken()).isOne();
  }

  @Test
  void tellInOurWordsThatTheyCannotBeUsed() {
    one.draw("billing", RATE, 1);
    TestPostgres.execute(database, "DROP TABLE issuing_buckets");

    assertThatThrownBy(() -> one.draw("billing", RATE, 1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> one.purge(1)).isInstanceOf(StorageException.class);
  }

  @Test
  void doNotWaitLongForARowThatSomebodyHolds() throws Exception {
    one.draw("billing", RATE, 1);
    try (Connection holder = TestPostgres.shared().connect(database)) {
      holder.setAutoCommit(false);
      try (Statement lock = holder.createStatement()) {
        lock.execute("SELECT * FROM issuing_buckets FOR UPDATE");
      }

      assertThatThrownBy(() -> one.draw("billing", RATE, 1)).isInstanceOf(StorageException.class);
    }
    assertThat(one.draw("billing", RATE, 1).taken()).isOne();
  }

  @Test
  void areNotTouchedWhenNobodyKnowsTheTime() {
    StorageException unknown = new StorageException("nobody knows the time");
    try (SharedBuckets lost =
        PostgresBuckets.open(
            new PostgresServer(database),
            () -> {
              throw unknown;
            })) {
      one.draw("billing", RATE, 60);
      TestPostgres.execute(database, "UPDATE issuing_buckets SET expires_at = 1");

      assertThatThrownBy(() -> lost.draw("reports", RATE, 1)).isSameAs(unknown);
      assertThatThrownBy(() -> lost.purge(10)).isSameAs(unknown);
    }
    assertThat(one.draw("billing", RATE, 1).taken()).isZero();
    assertThat(one.draw("reports", RATE, 60).taken()).isEqualTo(60);
  }
}
