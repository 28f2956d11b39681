package dev.signet.authority.guessing;

import static dev.signet.authority.token.TokenClient.GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.authority.token.TokenClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits at one node waits at all, and after a restart; so does who was forgiven no longer. */
@Timeout(120)
class GuessingAtNodesTest {
  private static final String PASSWORD = "correct horse battery";

  private final PostgresSettings database = TestPostgres.migratedDatabase();

  private RunningAuthority node() {
    return new RunningAuthority()
        .nodeOf(database)
        .with("SIGNET_SIGN_IN_FAILURES", "3")
        .with("SIGNET_SIGN_IN_FAILURE_WINDOW", "1h")
        .start();
  }

  private static int signIn(RunningAuthority node, String password) {
    return TokenClient.of(node).basic("ada", password, GRANT).status();
  }

  /** Nobody steps in: the nodes tell each other by themselves. */
  private static void awaitStatus(RunningAuthority node, int status) {
    int last = 0;
    for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; ) {
      last = signIn(node, PASSWORD);
      if (last == status) {
        return;
      }
    }
    assertThat(last).isEqualTo(status);
  }

  @Test
  void hearOfEachOtherAndRememberAcrossARestart() {
    try (RunningAuthority one = node()) {
      one.addUser("ada", PASSWORD, Map.of());
      try (RunningAuthority other = node()) {
        for (int i = 0; i < 3; i++) {
          assertThat(signIn(one, "wrong")).isEqualTo(401);
        }
        awaitStatus(other, 429);
      }
      try (RunningAuthority restarted = node()) {
        assertThat(signIn(restarted, PASSWORD)).isEqualTo(429);

        restarted.authority().guessing().administration().lift("ada");

        awaitStatus(one, 200);
        awaitStatus(restarted, 200);
      }
    }
  }

  @Test
  void writeNoMoreOftenThanEachSecondThoughEachWriteIsTold() {
    try (RunningAuthority one = node();
        RunningAuthority other = node()) {
      GuessRepository kept = other.authority().storage().guesses();
      GuessingGuard guard = one.authority().guessing().guard();
      int batches = 5;
      long start = System.nanoTime();
      for (int i = 0; i < batches * SharedGuesses.MOST_WRITTEN; i++) {
        Attempt attempt = new Attempt("name" + i, "198.51.100.1", false, "r");
        IntStream.range(0, 3).forEach(failure -> guard.failed(attempt));
      }

      while (kept.changedSince(Instant.EPOCH, 10_000).size()
          < batches * SharedGuesses.MOST_WRITTEN) {
        Thread.onSpinWait();
      }

      // A pause is up to a fifth shorter.
      Duration least = SharedGuesses.SHARE_EVERY.multipliedBy(4L * (batches - 1)).dividedBy(5);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(least);
    }
  }
}
