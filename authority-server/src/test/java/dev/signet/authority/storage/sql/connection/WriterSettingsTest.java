package dev.signet.authority.storage.sql.connection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WriterSettingsTest {
  @Test
  void takesItsLimits() {
    new WriterSettings(1, 1);
    new WriterSettings(1_000_000, 10_000);
  }

  @Test
  void refusesAnythingBeyondAndNamesIt() {
    assertThatThrownBy(() -> new WriterSettings(0, 1)).hasMessageStartingWith("queue");
    assertThatThrownBy(() -> new WriterSettings(1_000_001, 1)).hasMessageStartingWith("queue");
    assertThatThrownBy(() -> new WriterSettings(1, 0)).hasMessageStartingWith("maxBatch");
    assertThatThrownBy(() -> new WriterSettings(1, 10_001)).hasMessageStartingWith("maxBatch");
  }
}
