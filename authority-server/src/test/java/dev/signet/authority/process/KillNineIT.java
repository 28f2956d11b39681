package dev.signet.authority.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenReader;
import dev.signet.authority.storage.sql.sqlite.SqliteSettings;
import dev.signet.authority.storage.sql.sqlite.SqliteStorage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was answered is on record, whenever the process dies. */
class KillNineIT {
  private static final int ROUNDS = 20;
  private static final int CLIENTS = 4;
  private static final int FEWEST_A_ROUND = 20;

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<Integer> otherStatuses = ConcurrentHashMap.newKeySet();

  @Test
  void keepsEveryTokenThatWasAnsweredThroughTwentyKills(@TempDir Path folder)
      throws InterruptedException {
    AuthorityHome home = AuthorityHome.in(folder);
    TokenClient client = new TokenClient(home, "traffic", home.addApplication("traffic"));

    for (int round = 0; round < ROUNDS; round++) {
      int before = answered.size();
      // Another number each time, so that the kills fall on different moments of a batch.
      killInMidTraffic(client, FEWEST_A_ROUND + 7 * round);
      assertThat(answered.size() - before).isGreaterThanOrEqualTo(FEWEST_A_ROUND);
      assertAllOnRecord(home);
    }

    assertThat(otherStatuses).isEmpty();
  }

  private void killInMidTraffic(TokenClient client, int answers) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(answers);
    List<Thread> clients = new ArrayList<>();
    try (AuthorityProcess authority = AuthorityProcess.start(client.home())) {
      for (int i = 0; i < CLIENTS; i++) {
        Thread thread = new Thread(() -> askUntilTheConnectionBreaks(client, enough));
        thread.start();
        clients.add(thread);
      }
      assertThat(enough.await(60, SECONDS)).as("enough answers came").isTrue();
      assertThat(clients).as("traffic goes on").allMatch(Thread::isAlive);
      authority.kill();
    }
    for (Thread thread : clients) {
      thread.join();
    }
  }

  private void askUntilTheConnectionBreaks(TokenClient client, CountDownLatch enough) {
    try {
      while (true) {
        HttpResponse<String> answer = client.ask();
        if (answer.statusCode() == 200) {
          answered.add(TokenClient.jti(answer.body()));
        } else {
          otherStatuses.add(answer.statusCode());
        }
        enough.countDown();
      }
    } catch (IOException e) {
      // The kill: what was not answered was not promised.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertAllOnRecord(AuthorityHome home) {
    try (Storage storage = SqliteStorage.open(home.database(), SqliteSettings.DEFAULT)) {
      TokenReader records = storage.tokenReader();
      assertThat(records.find("never-issued")).isEmpty();
      assertThat(answered).filteredOn(jti -> records.find(jti).isEmpty()).as("lost").isEmpty();
      assertThat(records.count()).isGreaterThanOrEqualTo(answered.size());
    }
  }
}
