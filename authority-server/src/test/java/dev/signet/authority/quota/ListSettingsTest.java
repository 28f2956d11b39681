package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void believeAListUntilProvidersHadTimeToAskAgain() {
    assertThat(new ListSettings(SECOND, SECOND.multipliedBy(2)).ttl()).isEqualTo(SECOND);
    assertThatThrownBy(() -> new ListSettings(SECOND, SECOND.multipliedBy(2).minusMillis(1)))
        .hasMessage("believeFor must be at least twice the ttl");
  }

  @Test
  void letProvidersWaitASecondAtLeast() {
    assertThatThrownBy(() -> new ListSettings(SECOND.minusMillis(1), SECOND.multipliedBy(2)))
        .hasMessage("ttl must be at least 1s");
  }
}
