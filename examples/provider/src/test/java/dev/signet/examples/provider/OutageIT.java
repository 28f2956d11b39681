package dev.signet.examples.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider answers rightly while the authority is down, each in a process of its own. */
class OutageIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Long.getLong("signet.outage.seconds", 5));

  private final int port = JarProcess.freePort();

  @Test
  void answersRightlyThroughAnOutageOfTheAuthority(@TempDir Path folder) throws Exception {
    Deployment.requireJars();
    Deployment deployment = Deployment.direct(folder);
    String secret = deployment.addApplication();

    try (JarProcess authority = deployment.startAuthority();
        JarProcess provider = deployment.startProvider(port)) {
      String good = deployment.acquire(secret);
      String revoked = deployment.acquire(secret);
      JarProcess.until("the provider has its keys", () -> Deployment.ask(port, good) == 200);
      assertThat(deployment.revoke(secret, revoked)).isEqualTo(200);
      JarProcess.until("the revocation arrives", () -> Deployment.ask(port, revoked) == 401);

      authority.stop();
      int rounds = askUntilTheOutageIsOver(good, revoked);

      assertThat(deployment.authorityAnswers()).as("the authority came back").isFalse();
      assertThat(rounds).isGreaterThan((int) OUTAGE.toSeconds());
      assertThat(provider.process().isAlive()).isTrue();
      System.out.println(OUTAGE + " without the authority: " + 5 * rounds + " answers, all right");
    }
  }

  private int askUntilTheOutageIsOver(String good, String revoked) {
    String forged = forge(good);
    String inOtherCase = inOtherCase(good);
    long start = System.nanoTime();
    int rounds = 0;
    while (System.nanoTime() - start < OUTAGE.toNanos()) {
      assertThat(Deployment.ask(port, good)).as("good token, round %d", rounds).isEqualTo(200);
      assertThat(Deployment.ask(port, revoked)).as("revoked, round %d", rounds).isEqualTo(401);
      assertThat(Deployment.ask(port, forged)).as("forged token, round %d", rounds).isEqualTo(401);
      assertThat(Deployment.ask(port, inOtherCase))
          .as("other case, round %d", rounds)
          .isEqualTo(401);
      assertThat(Deployment.ask(port, "")).as("no token, round %d", rounds).isEqualTo(401);
      rounds++;
      JarProcess.pause();
    }
    return rounds;
  }

  /**
   * The same token with the first letter of its signature in the other case: a server that looks
   * header fields up without regard to case takes it for the one it has just seen.
   */
  private static String inOtherCase(String token) {
    int letter = token.lastIndexOf('.') + 1;
    while (!Character.isLetter(token.charAt(letter))) {
      letter++;
    }
    char old = token.charAt(letter);
    char other =
        Character.isUpperCase(old) ? Character.toLowerCase(old) : Character.toUpperCase(old);
    return token.substring(0, letter) + other + token.substring(letter + 1);
  }

  /** The same token with another first character of its signature. */
  private static String forge(String token) {
    String[] parts = token.split("\\.", -1);
    char first = parts[2].charAt(0);
    return parts[0] + '.' + parts[1] + '.' + (first == 'A' ? 'B' : 'A') + parts[2].substring(1);
  }
}
