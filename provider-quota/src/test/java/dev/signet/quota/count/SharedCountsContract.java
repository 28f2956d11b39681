package dev.signet.quota.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.HandClock;
import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaState;
import dev.signet.quota.TestToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a store promises that processes share. */
public abstract class SharedCountsContract extends CountsContract {
  /** Long, so that a slow machine does not look like an outage. */
  protected static final Duration LONG_WAIT = Duration.ofSeconds(5);

  /** The store. */
  protected abstract SharedCounts store() throws Exception;

  @Override
  protected final Counts open() throws Exception {
    return store().open(clock, LONG_WAIT);
  }

  @Override
  protected final Duration tolerance() {
    return TakeCommand.CLOCK_TOLERANCE;
  }

  private HolderQuotas instance(String name) throws Exception {
    return HolderQuotas.shared(store()).named(name).clock(clock).longestWait(LONG_WAIT).build();
  }

  @Test
  void twoInstancesShareOneCount() throws Exception {
    try (HolderQuotas one = instance("shared");
        HolderQuotas other = instance("shared")) {
      int passed = 0;
      for (int i = 0; i < 10; i++) {
        passed += one.take(TestToken.withLimit(7).token()).allowed() ? 1 : 0;
        passed += other.take(TestToken.withLimit(7).token()).allowed() ? 1 : 0;
      }

      assertThat(passed).isEqualTo(7);
      assertThat(one.state().counting()).isEqualTo(QuotaState.Counting.SHARED);
    }
  }

  @Test
  void countsOfTwoNamesAreApart() throws Exception {
    try (HolderQuotas one = instance("one");
        HolderQuotas other = instance("other")) {
      assertThat(one.take(TestToken.withLimit(1).token()).allowed()).isTrue();
      assertThat(other.take(TestToken.withLimit(1).token()).allowed()).isTrue();
    }
  }

  @Test
  void aCountOutlivesTheProcessThatMadeIt() throws Exception {
    try (HolderQuotas one = instance("outliving")) {
      assertThat(one.take(TestToken.withLimit(1).token()).allowed()).isTrue();
    }
    try (HolderQuotas next = instance("outliving")) {
      assertThat(next.take(TestToken.withLimit(1).token()).allowed()).isFalse();
    }
  }

  @Test
  void aProcessWhoseClockIsALittleBehindRefillsNothing() throws Exception {
    HandClock behind = new HandClock();
    behind.step(TakeCommand.CLOCK_TOLERANCE.negated());
    try (Counts ahead = open();
        Counts late = store().open(behind, LONG_WAIT)) {
      Call call = new Call("two-clocks", new Ration(3, Duration.ofSeconds(1), 1), 1);
      int passed = 0;
      for (int i = 0; i < 5; i++) {
        passed += ahead.take(call).taken() ? 1 : 0;
        passed += late.take(call).taken() ? 1 : 0;
      }
      assertThat(passed).isEqualTo(3);
    }
  }
}
