package dev.signet.authority.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.quota.published.PublishedAllowances;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator says at the command line is published by the server beside it. */
@Timeout(60)
class LiveQuotaJourneyTest {
  @Test
  void isPublishedWhenItIsSetAndNoMoreWhenItIsCleared(@TempDir Path folder) {
    try (RunningAuthority authority = new RunningAuthority().start()) {
      Shell shell = new Shell(folder).with("SIGNET_STORAGE_FILE", authority.database().toString());
      PublishedAllowances published = new PublishedAllowances(authority);
      assertThat(published.entries()).isEmpty();

      shell.succeed("quotas", "set", "billing", "--calls", "5/1m", "--live");
      awaitEntries(published, 1);
      assertThat(published.names("sub", "billing")).isTrue();
      assertThat(published.entries().get(0).required("limit").asInt()).isEqualTo(5);

      shell.succeed("quotas", "clear", "billing");
      awaitEntries(published, 0);
    }
  }

  /** Nobody tells the server: it looks for itself. */
  private static void awaitEntries(PublishedAllowances published, int number) {
    while (published.entries().size() != number) {
      Thread.onSpinWait();
    }
  }
}
