package dev.signet.authority.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.Authority;
import dev.signet.authority.storage.TokenReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Clients that ask an authority for tokens until it is killed, and what they were answered. */
final class Kills {
  private static final int CLIENTS = 4;
  private static final int FEWEST_A_ROUND = 20;

  private final AuthorityHome home;
  private final TokenClient client;
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<Integer> otherStatuses = ConcurrentHashMap.newKeySet();

  Kills(AuthorityHome home) {
    this.home = home;
    this.client = new TokenClient(home, "traffic", home.addApplication("traffic"));
  }

  /** Kills an authority again and again in mid-traffic; what it answered must be on record. */
  void repeat(int rounds) throws InterruptedException {
    for (int round = 0; round < rounds; round++) {
      int before = answered.size();
      // Another number each time, so that the kills fall on different moments of a batch.
      killInMidTraffic(FEWEST_A_ROUND + 7 * round);
      assertThat(answered.size() - before).isGreaterThanOrEqualTo(FEWEST_A_ROUND);
      assertAllOnRecord();
    }
    assertThat(otherStatuses).isEmpty();
  }

  private void killInMidTraffic(int answers) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(answers);
    List<Thread> clients = new ArrayList<>();
    try (AuthorityProcess authority = AuthorityProcess.start(home)) {
      for (int i = 0; i < CLIENTS; i++) {
        Thread thread = new Thread(() -> askUntilTheConnectionBreaks(enough));
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

  private void askUntilTheConnectionBreaks(CountDownLatch enough) {
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

  private void assertAllOnRecord() {
    try (Authority authority = home.open()) {
      TokenReader records = authority.storage().tokenReader();
      assertThat(records.find("never-issued")).isEmpty();
      assertThat(answered).filteredOn(jti -> records.find(jti).isEmpty()).as("lost").isEmpty();
      assertThat(records.count()).isGreaterThanOrEqualTo(answered.size());
    }
  }
}
