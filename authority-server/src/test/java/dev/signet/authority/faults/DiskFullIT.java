package dev.signet.authority.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.authority.process.AuthorityHome;
import dev.signet.authority.process.Command;
import dev.signet.authority.process.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded database may not grow any more, and then may again. */
class DiskFullIT {
  private static final int TIMES =
      1 + (int) Math.min(20, Long.getLong("signet.faults.seconds", 0) / 15);

  @Test
  void refusesForNowAndGoesOnOnceThereIsRoom(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(Command.exists("prlimit"), "skipped: needs prlimit, of util-linux");
    try (Site site = new Site(AuthorityHome.in(folder), System.nanoTime())) {
      Node node = site.addNode();
      for (int i = 0; i < TIMES; i++) {
        fillDisk(site, node, Duration.ofMillis(1_000 + 500L * i));
        site.assertUnharmed();
      }
      assertThat(node.process().isAlive()).isTrue();
      site.assertAllKept();
      System.out.println("disk full " + TIMES + " times: " + site.traffic());
    }
  }

  /** No file may grow beyond what the log of the database has long passed: as if no room were. */
  private static void fillDisk(Site site, Node node, Duration time) {
    long refused = site.traffic().refused(node);
    site.database().lost();
    limit(node, "65536");
    Waiting.until("it is noticed", () -> site.traffic().refused(node) > refused + 2);
    assertThat(node.client().status("/health/ready")).isEqualTo(503);
    assertThat(node.client().status("/health/live")).isEqualTo(200);
    assertThat(node.client().status("/.well-known/jwks.json")).isEqualTo(200);
    assertThat(node.client().status("/revocations")).isEqualTo(200);
    Waiting.aWhile(time);
    limit(node, "unlimited");
    site.database().back();
  }

  /** The soft limit alone, which anybody may raise again. */
  private static void limit(Node node, String bytes) {
    Command.run("prlimit", "--pid", Long.toString(node.process().pid()), "--fsize=" + bytes + ":");
  }
}
