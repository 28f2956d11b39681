package dev.signet.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.count.SharedCounts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What happens when a real store is killed, stands still, and comes back. */
public abstract class OutageContract {
  private static final Duration WAIT = Duration.ofMillis(300);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HandClock clock = new HandClock();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  protected abstract SharedCounts store() throws Exception;

  /** SIGKILL. */
  protected abstract void kill();

  /** Starts it again at the same address. */
  protected abstract void restart();

  /** Lets it stand still with its connections open, or go on. */
  protected abstract void stop(boolean still) throws Exception;

  private HolderQuotas quotas() throws Exception {
    return HolderQuotas.shared(store())
        .clock(clock)
        .longestWait(WAIT)
        .listener(
            new QuotaListener() {
              @Override
              public void sharedCountLost(String cause) {
                heard.add("lost");
              }

              @Override
              public void sharedCountBack(Duration lasted) {
                heard.add("back");
              }
            })
        .build();
  }

  private QuotaState.Counting take(HolderQuotas quotas) {
    quotas.take(TestToken.withLimit(1_000).token());
    return quotas.state().counting();
  }

  private void untilShared(HolderQuotas quotas) {
    Waiting.until(
        "it counts in the store",
        () -> {
          clock.step(SECOND);
          return take(quotas) == QuotaState.Counting.SHARED;
        });
  }

  @Test
  void aKilledStoreIsNoticedAndReturnedToByItself() throws Exception {
    try (HolderQuotas quotas = quotas()) {
      untilShared(quotas);
      heard.clear();

      kill();
      assertThat(take(quotas)).isEqualTo(QuotaState.Counting.FALLEN_BACK);
      assertThat(quotas.take(TestToken.withLimit(1_000).token()).allowed()).isTrue();
      assertThat(heard).containsExactly("lost");
      assertThat(quotas.state().outage().orElseThrow().cause()).isNotBlank();
      assertThat(quotas.state().counters().fallenBack()).isGreaterThanOrEqualTo(2);

      restart();
      untilShared(quotas);
      assertThat(heard).containsExactly("lost", "back");
      assertThat(quotas.state().outage()).isEmpty();
    }
  }

  @Test
  void aStoreThatStandsStillIsWaitedForOnceAndBriefly() throws Exception {
    try (HolderQuotas quotas = quotas()) {
      untilShared(quotas);

      stop(true);
      try {
        long start = System.nanoTime();
        assertThat(take(quotas)).isEqualTo(QuotaState.Counting.FALLEN_BACK);
        for (int i = 0; i < 100; i++) {
          take(quotas);
        }
        // One wait of 300 ms; a hundred would be half a minute.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WAIT.multipliedBy(10));
      } finally {
        stop(false);
      }
      untilShared(quotas);
    }
  }

  @Test
  void aStoreThatIsDownAtTheStartIsTurnedToLater() throws Exception {
    SharedCounts store = store();
    kill();
    try (HolderQuotas quotas = HolderQuotas.shared(store).clock(clock).longestWait(WAIT).build()) {
      assertThat(take(quotas)).isEqualTo(QuotaState.Counting.FALLEN_BACK);

      restart();
      untilShared(quotas);
    }
  }
}
