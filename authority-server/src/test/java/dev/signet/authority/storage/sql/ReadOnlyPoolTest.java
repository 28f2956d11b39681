package dev.signet.authority.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.sql.connection.ReadOnlyPool;
import dev.signet.authority.storage.sql.sqlite.TestEngine;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Timeout(60)
class ReadOnlyPoolTest {
  private static final int CONNECTIONS = 4;

  @TempDir private Path folder;

  @Test
  void tellsThatAllItsConnectionsAreInUseAndGoesOnAfterwards() throws Exception {
    Engine sqlite = TestEngine.at(folder.resolve("signet.db"));
    CountDownLatch taken = new CountDownLatch(CONNECTIONS);
    CountDownLatch released = new CountDownLatch(1);
    ExecutorService readers = Executors.newFixedThreadPool(CONNECTIONS);
    try (ReadOnlyPool pool = new ReadOnlyPool(sqlite.readers(), sqlite::explain)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        readers.execute(() -> pool.read(connection -> hold(taken, released)));
      }
      assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> pool.read(connection -> true))
          .isInstanceOf(StorageException.Overloaded.class)
          .hasMessage("all 4 connections that read were in use for 2000 ms; try again later");

      released.countDown();
      assertThat(pool.<Boolean>read(connection -> true)).isTrue();
    } finally {
      released.countDown();
      readers.shutdown();
    }
  }

  @Test
  void doesNotTakeADatabaseThatIsNotThereForOneInUse() {
    Engine sqlite = TestEngine.at(folder.resolve("signet.db"));
    SQLiteDataSource nowhere = new SQLiteDataSource();
    nowhere.setUrl("jdbc:sqlite:" + folder.resolve("absent/signet.db"));
    try (ReadOnlyPool pool = new ReadOnlyPool(nowhere, sqlite::explain)) {
      assertThatThrownBy(() -> pool.read(connection -> true))
          .isInstanceOf(StorageException.class)
          .isNotInstanceOf(StorageException.Overloaded.class);
    }
  }

  private static boolean hold(CountDownLatch taken, CountDownLatch released) {
    taken.countDown();
    try {
      return released.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
