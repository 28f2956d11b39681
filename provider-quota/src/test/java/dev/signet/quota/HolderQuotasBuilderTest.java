package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.quota.count.Counts;
import dev.signet.quota.count.LostCountException;
import dev.signet.quota.count.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolderQuotasBuilderTest {
  private final HolderQuotasBuilder settings = HolderQuotas.local();

  private static void assertRefused(Runnable setting, String words) {
    assertThatThrownBy(setting::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "naïve", "a;b"})
  void refusesANameThatAHeaderWouldNeedEscapesFor(String name) {
    assertRefused(() -> settings.named(name), "name");
  }

  @Test
  void takesANameOf64CharactersAndNoLonger() {
    assertThatCode(() -> settings.named("a".repeat(64))).doesNotThrowAnyException();
    assertRefused(() -> settings.named("a".repeat(65)), "name");
  }

  @Test
  void refusesRoomForNobody() {
    assertThatCode(() -> settings.mostHolders(1)).doesNotThrowAnyException();
    assertRefused(() -> settings.mostHolders(0), "mostHolders");
  }

  @Test
  void boundsTheWait() {
    assertThatCode(() -> settings.longestWait(Duration.ofMillis(1))).doesNotThrowAnyException();
    assertThatCode(() -> settings.longestWait(Duration.ofSeconds(5))).doesNotThrowAnyException();
    assertRefused(() -> settings.longestWait(Duration.ofNanos(999_999)), "longestWait");
    assertRefused(() -> settings.longestWait(Duration.ofMillis(5_001)), "longestWait");
  }

  @Test
  void refusesToDivideAmongNobody() {
    assertRefused(() -> settings.divideFallBackAmong(0), "instances");
  }

  @Test
  void refusesSettingsOfSharedCountsForLocalOnes() {
    assertThatThrownBy(() -> HolderQuotas.local().divideFallBackAmong(2).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("divideFallBackAmong")
        .hasMessageContaining("HolderQuotas.shared");
    assertThatThrownBy(() -> HolderQuotas.local().longestWait(Duration.ofMillis(9)).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("longestWait");
  }

  @Test
  void waitsFiftyMillisecondsForASharedCountUnlessTold() {
    Duration[] wait = new Duration[1];
    Counts gone =
        new Counts() {
          @Override
          public Tally take(dev.signet.quota.count.Call call) {
            throw new LostCountException("gone");
          }

          @Override
          public void close() {}
        };

    HolderQuotas.shared(
            (clock, longestWait) -> {
              wait[0] = longestWait;
              return gone;
            })
        .build();

    assertThat(wait[0]).isEqualTo(Duration.ofMillis(50));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_000_001})
  void refusesAnAllowanceOfNoSuchLimit(long limit) {
    assertRefused(() -> Allowance.perHour(limit), "limit");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1_000, 1_500, 31_536_001_000L})
  void refusesAnAllowanceOfNoSuchWindow(long millis) {
    assertRefused(() -> new Allowance(1, Duration.ofMillis(millis)), "window");
  }
}
