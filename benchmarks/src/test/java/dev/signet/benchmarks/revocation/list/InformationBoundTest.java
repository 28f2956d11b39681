package dev.signet.benchmarks.revocation.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InformationBoundTest {
  @Test
  void ofNothingIsNothing() {
    assertThat(InformationBound.bytes(0, 128)).isZero();
  }

  @Test
  void ofOneNameIsTheNameItself() {
    assertThat(InformationBound.bytes(1, 128)).isEqualTo(16);
  }

  @Test
  void ofTwoNamesSavesTheBitThatTellsTheirOrder() {
    assertThat(InformationBound.bytes(2, 64)).isEqualTo((2 * 64 - 1) / 8.0);
  }

  @ParameterizedTest
  @CsvSource({"32, 10", "32, 200", "40, 1000"})
  void isTheLogarithmOfTheBinomialToWithinABit(int bits, int n) {
    assertThat(8 * InformationBound.bytes(n, bits))
        .isCloseTo(log2(binomial(BigInteger.TWO.pow(bits), n)), within(1.0));
  }

  private static BigInteger binomial(BigInteger of, int n) {
    BigInteger product = BigInteger.ONE;
    for (int i = 0; i < n; i++) {
      product =
          product.multiply(of.subtract(BigInteger.valueOf(i))).divide(BigInteger.valueOf(i + 1));
    }
    return product;
  }

  /** A double does not hold such numbers; their first 60 bits are enough. */
  private static double log2(BigInteger number) {
    int shift = number.bitLength() - 60;
    return shift + Math.log(number.shiftRight(shift).doubleValue()) / Math.log(2);
  }
}
