package dev.signet.authority.storage.sql.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MutableClock clock = new MutableClock(START);

  private static Duration sinceStart(SteadyTime time) {
    long start = TimeUnit.SECONDS.toNanos(START.getEpochSecond());
    return Duration.ofNanos(time.currentTimeNanos() - start);
  }

  @Test
  void goesOnFromWhereItWasWhenTheClockIsSetBack() {
    SteadyTime time = new SteadyTime(clock::instant);
    time.look();
    clock.advance(Duration.ofHours(-1));
    time.look();
    assertThat(sinceStart(time)).isZero();

    clock.advance(Duration.ofSeconds(2));
    time.look();
    assertThat(sinceStart(time)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void isNoFasterThanTheClockThoughLooksOvertakeEachOther() {
    AtomicReference<Runnable> between = new AtomicReference<>(() -> {});
    SteadyTime time =
        new SteadyTime(
            () -> {
              Instant read = clock.instant();
              between.getAndSet(() -> {}).run();
              return read;
            });
    time.look();

    for (int i = 0; i < 1_000; i++) {
      between.set(
          () -> {
            clock.advance(Duration.ofMillis(1));
            time.look();
          });
      time.look();
    }

    assertThat(sinceStart(time)).isEqualTo(Duration.ofSeconds(1));
  }
}
