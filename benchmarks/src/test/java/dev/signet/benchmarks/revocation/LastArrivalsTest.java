package dev.signet.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastArrivalsTest {
  private final LastArrivals arrivals = new LastArrivals(2);

  @Test
  void isUnknownWhileOneStreamHasNotTheChange() {
    arrivals.moved(4, 5, 100);

    assertThat(arrivals.last(5)).isEmpty();
  }

  @Test
  void isTheTimeOfTheLastStream() {
    arrivals.moved(4, 5, 100);
    arrivals.moved(4, 5, 250);

    assertThat(arrivals.last(5)).hasValue(250);
  }

  @Test
  void countsAStreamThatWasSentSeveralChangesAtOnceForEachOfThem() {
    arrivals.moved(4, 5, 100);
    arrivals.moved(5, 6, 200);
    arrivals.moved(4, 6, 300);

    assertThat(arrivals.last(5)).hasValue(300);
    assertThat(arrivals.last(6)).hasValue(300);
    assertThat(arrivals.last(4)).isEmpty();
  }
}
