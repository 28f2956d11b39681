package dev.signet.authority.storage.sql;

import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.sql.HoldableWriter.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.Storage.TransactionListener;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.connection.SqlWork;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class GroupCommitFaultsTest {
  @TempDir Path folder;
  private Path file;
  private HoldableWriter held;

  @BeforeEach
  void start() {
    file = folder.resolve("signet.db");
    held = new HoldableWriter(file);
  }

  @AfterEach
  void stop() {
    held.close();
  }

  @Test
  void claimsNothingWhenTheCommitFailsAndGoesOnOnceItCan() throws Exception {
    held.connections.failCommits(true);
    held.hold();
    Future<?> first = held.addLater("a");
    held.awaitWaiting(1);
    Future<?> duplicateOfFirst = held.addLater("a");
    held.awaitWaiting(2);
    held.release();

    assertThat(failureOf(first)).hasMessageContaining("make room");
    // Not a duplicate: the record it met was never kept.
    assertThat(failureOf(duplicateOfFirst)).hasMessageContaining("make room");
    assertThat(held.reader.count()).isZero();

    held.connections.failCommits(false);
    held.tokens.add(token("a"));

    assertThat(held.reader.find("a")).isPresent();
    assertThat(held.connections.opened()).isGreaterThan(1);
  }

  @Test
  void letsListenersHearOfEachTransactionAndOfThoseThatAreLost() throws Exception {
    List<Integer> committed = new CopyOnWriteArrayList<>();
    AtomicInteger lost = new AtomicInteger();
    held.writer.listen(
        new TransactionListener() {
          @Override
          public void committed(int writes, Duration time) {
            assertThat(time).isPositive();
            committed.add(writes);
          }

          @Override
          public void failed() {
            lost.incrementAndGet();
          }
        });
    held.hold();
    Future<?> first = held.addLater("a");
    Future<?> second = held.addLater("b");
    held.awaitWaiting(2);
    held.release();
    first.get();
    second.get();
    held.connections.failCommits(true);
    assertThatThrownBy(() -> held.tokens.add(token("c"))).isInstanceOf(StorageException.class);
    held.connections.failCommits(false);
    held.tokens.add(token("d"));
    held.writer.close();

    assertThat(committed).containsExactly(1, 2, 1);
    assertThat(lost).hasValue(1);
  }

  @Test
  void refusesWhatAFullDiskCannotHoldWhileReadersGoOn() {
    held.tokens.add(token("before"));
    limitPages(1);

    StorageException full = addUntilFull();

    assertThat(full).hasMessageContaining("make room").hasMessageContaining(file.toString());
    assertThat(held.reader.find("before")).isPresent();

    limitPages(1_000_000);
    held.tokens.add(token("after"));

    assertThat(held.reader.find("after")).isPresent();
  }

  /** SQLite takes no limit below the size it has: 1 stands for "no growth". */
  private void limitPages(int pages) {
    held.writer.write(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("PRAGMA max_page_count = " + pages);
          }
        });
  }

  private StorageException addUntilFull() {
    for (int i = 0; i < 1000; i++) {
      try {
        held.tokens.add(token("filling" + i));
      } catch (StorageException e) {
        assertThat(held.reader.find("filling" + i)).isEmpty();
        return e;
      }
    }
    throw new AssertionError("the file grew without limit");
  }

  @Test
  void saysWhatToDoAboutAFileThatCannotBeWritten() {
    held.connections.prepareWith("PRAGMA query_only = ON");

    assertThatThrownBy(() -> held.tokens.add(token("a")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("belong to the user");
    assertThat(held.reader.count()).isZero();
  }

  @Test
  void saysSoWhenAnotherProcessHoldsTheFileForTooLong() throws SQLException {
    try (var other = held.connections.openWriter();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.executeUpdate("UPDATE probe SET writes = 0");

      assertThatThrownBy(() -> held.tokens.add(token("a")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("locked by another process");
    }

    held.tokens.add(token("a"));

    assertThat(held.reader.find("a")).isPresent();
  }

  @Test
  void lendsReadersConnectionsThatCannotWrite() {
    SqlWork<Integer> write =
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE probe SET writes = 7");
          }
        };

    assertThat(held.writer.write(write)).isEqualTo(1);
    assertThatThrownBy(() -> held.pool.read(write))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot open or write");
  }
}
