package dev.signet.authority.storage.sql.postgres;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.application;
import static dev.signet.authority.storage.TestRecords.token;
import static dev.signet.authority.storage.TestRecords.tokenExpiringAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.AllowanceRepositoryContract;
import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.StorageContract;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.assertion.AssertionUse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PostgresStorageTest extends StorageContract {
  private PostgresSettings database = TestPostgres.migratedDatabase();
  private Storage storage;

  @BeforeEach
  void open() {
    storage = PostgresStorage.open(database);
  }

  @Override
  protected Storage storage() {
    return storage;
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Nested
  class SeveralNodes {
    @Test
    void makeBothOfTwoChangesOfAnAllowanceAtOnce() throws Exception {
      try (Storage other = PostgresStorage.open(database)) {
        AllowanceRepositoryContract.assertBothChanges(storage, other);
      }
    }

    @Test
    void seeAtOnceWhatAnotherAdded() {
      try (Storage other = PostgresStorage.open(database)) {
        other.consumers().add(application("reports"));
        storage.tokens().add(token("a"));

        assertThat(storage.consumerReader().find("reports")).isPresent();
        assertThat(other.tokenReader().find("a")).isPresent();
      }
    }

    @Test
    void numberTheirRevocationsWithoutAGap() throws Exception {
      try (Storage other = PostgresStorage.open(database)) {
        List<Callable<List<Long>>> nodes = List.of(() -> revoke(storage), () -> revoke(other));
        List<Long> numbers = new ArrayList<>();
        for (List<Long> ofOne : together(nodes)) {
          numbers.addAll(ofOne);
        }

        assertThat(numbers).hasSize(80);
        // Each jti was revoked on both nodes, and by one of them.
        assertThat(numbers.stream().distinct().sorted().toList())
            .isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(storage.revocationReader().lastChange()).isEqualTo(40);
      }
    }

    private static List<Long> revoke(Storage node) {
      List<Long> numbers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        NewRevocation revocation =
            new NewRevocation(new OneToken("t" + i), NOW.plusSeconds(600), "a test", NOW);
        numbers.add(node.revocations().add(revocation).revocation().id());
      }
      return numbers;
    }

    @Test
    void removeARevocationOnce() throws Exception {
      for (int i = 0; i < 10; i++) {
        NewRevocation expired = new NewRevocation(new OneToken("t" + i), NOW, "a test", NOW);
        storage.revocations().add(expired);
      }
      try (Storage other = PostgresStorage.open(database)) {
        List<Callable<List<RevocationRecord>>> nodes =
            List.of(
                () -> storage.revocations().removeExpired(NOW, 100),
                () -> other.revocations().removeExpired(NOW, 100));
        int removed = 0;
        for (List<RevocationRecord> byOne : together(nodes)) {
          removed += byOne.size();
        }

        assertThat(removed).isEqualTo(10);
        assertThat(storage.revocationReader().lastChange()).isEqualTo(11);
      }
    }

    @Test
    void makeTheSchemaOnceWhenTheyMeetAnEmptyDatabaseTogether() throws Exception {
      PostgresSettings empty = TestPostgres.shared().emptyDatabase();
      Callable<Storage> node = () -> PostgresStorage.open(empty);

      List<Storage> opened = together(List.of(node, node, node));
      opened.get(0).tokens().add(token("a"));

      for (Storage one : opened) {
        assertThat(one.tokenReader().find("a")).isPresent();
        one.close();
      }
    }

    @Test
    void makeAPartitionOnceWhenTheyMeetANewHourTogether() throws Exception {
      try (Storage other = PostgresStorage.open(database)) {
        List<Callable<Integer>> nodes = List.of(() -> issue(storage, "a"), () -> issue(other, "b"));
        together(nodes);

        assertThat(storage.tokenReader().count()).isEqualTo(60);
      }
    }

    private static int issue(Storage node, String prefix) {
      for (int i = 0; i < 30; i++) {
        node.tokens().add(tokenExpiringAt(prefix + i, NOW.plusSeconds(1_200L * i + 1)));
      }
      return 30;
    }

    private static <T> List<T> together(List<Callable<T>> nodes) throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
      try {
        List<T> results = new ArrayList<>();
        for (Future<T> one : threads.invokeAll(nodes)) {
          results.add(one.get());
        }
        return results;
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void findsWhatWasKeptAfterClosingAndReopening() {
    storage.tokens().add(token("a"));
    storage.consumers().add(application("reports"));

    storage.close();
    open();

    assertThat(storage.tokenReader().find("a")).contains(token("a"));
    assertThat(storage.consumerReader().find("reports")).contains(application("reports"));
  }

  @Test
  void seesASecondRecordOfOneJtiAmongThoseOfTheSameHourOnly() {
    storage.tokens().add(tokenExpiringAt("a", NOW.plusSeconds(1)));
    storage.tokens().add(tokenExpiringAt("a", NOW.plusSeconds(3_601)));

    assertThatThrownBy(() -> storage.tokens().add(tokenExpiringAt("a", NOW.plusSeconds(2))))
        .isInstanceOf(StorageException.Duplicate.class);
  }

  @Test
  void takesNoAssertionThatWasUsedAtAnotherProcess() {
    AssertionUse use = AssertionUse.of("billing", "once", NOW);

    try (Storage other = PostgresStorage.open(database)) {
      assertThat(storage.usedAssertions().isFirst(use)).isTrue();
      assertThat(other.usedAssertions().isFirst(use)).isFalse();
    }
  }
}
