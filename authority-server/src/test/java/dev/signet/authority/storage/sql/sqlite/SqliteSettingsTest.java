package dev.signet.authority.storage.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SqliteSettingsTest {
  @Test
  void takesItsLimits() {
    settings(Duration.ZERO);
    settings(Duration.ofSeconds(60));
  }

  @Test
  void refusesAnythingBeyondAndNamesIt() {
    assertThatThrownBy(() -> settings(Duration.ofMillis(-1))).hasMessageStartingWith("busyTimeout");
    assertThatThrownBy(() -> settings(Duration.ofMillis(60_001)))
        .hasMessageStartingWith("busyTimeout");
  }

  private static SqliteSettings settings(Duration busyTimeout) {
    return new SqliteSettings(WriterSettings.DEFAULT, busyTimeout);
  }
}
