package dev.signet.benchmarks.quota;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.quota.HolderQuotas;
import dev.signet.quota.QuotaState.Counting;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CounterTest {
  private final CallingHolders holders =
      new CallingHolders(3, Instant.parse("2026-03-01T12:00:00Z"));

  @Test
  void decidesOnManyCallsOfEachHolder() {
    try (Counter floor = Counter.floor(holders);
        Counter local = local(Counting.LOCAL)) {
      for (int call = 0; call < 100; call++) {
        floor.decide(call);
        local.decide(call);
      }
      assertThatCode(() -> local.decide(Long.MAX_VALUE)).doesNotThrowAnyException();
    }
  }

  @Test
  void failsWhereItIsCountedElsewhereThanToldOff() {
    try (Counter pretended = local(Counting.SHARED)) {
      assertThatThrownBy(() -> pretended.decide(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("local");
    }
  }

  private Counter local(Counting where) {
    return Counter.of("local", HolderQuotas.local().build(), where, holders);
  }
}
