package dev.signet.authority.storage.sql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SqliteSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void takesItsLimits() {
    new SqliteSettings(1, 1, Duration.ZERO);
    new SqliteSettings(1_000_000, 10_000, Duration.ofSeconds(60));
  }

  @Test
  void refusesAnythingBeyondAndNamesIt() {
    assertThatThrownBy(() -> new SqliteSettings(0, 1, SECOND)).hasMessageStartingWith("queue");
    assertThatThrownBy(() -> new SqliteSettings(1_000_001, 1, SECOND))
        .hasMessageStartingWith("queue");
    assertThatThrownBy(() -> new SqliteSettings(1, 0, SECOND)).hasMessageStartingWith("maxBatch");
    assertThatThrownBy(() -> new SqliteSettings(1, 10_001, SECOND))
        .hasMessageStartingWith("maxBatch");
    assertThatThrownBy(() -> new SqliteSettings(1, 1, Duration.ofMillis(-1)))
        .hasMessageStartingWith("busyTimeout");
    assertThatThrownBy(() -> new SqliteSettings(1, 1, Duration.ofMillis(60_001)))
        .hasMessageStartingWith("busyTimeout");
  }
}
