package dev.signet.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void ofAnOddNumberTakesTheMiddle() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
  }

  @Test
  void ofAnEvenNumberTakesTheMeanOfTheMiddle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void ofNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }

  @Test
  void isWrittenWithItsEnds() {
    Spread spread = new Spread(1.256, 1, 12.5);

    assertThat(spread).hasToString("1 (1-13)");
    assertThat(spread.withDecimals(2)).isEqualTo("1.26 (1.00-12.50)");
  }
}
