package dev.signet.benchmarks.figures;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * The middle and the ends of some figures.
 *
 * @param median the middle one; of an even number the mean of both
 * @param lowest the lowest
 * @param highest the highest
 */
public record Spread(double median, double lowest, double highest) {
  /**
   * Takes the figures.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Spread of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("figures is empty");
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[half] : Arrays.stream(sorted, half - 1, half + 1).sum() / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The median, and both ends in brackets, without decimals. */
  @Override
  public String toString() {
    return withDecimals(0);
  }

  /** The median, and both ends in brackets, with so many decimals. */
  public String withDecimals(int decimals) {
    String each = "%." + decimals + "f";
    return String.format(
        Locale.ROOT, each + " (" + each + "-" + each + ")", median, lowest, highest);
  }
}
