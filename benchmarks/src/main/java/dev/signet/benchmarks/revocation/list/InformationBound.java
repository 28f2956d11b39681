package dev.signet.benchmarks.revocation.list;

/**
 * The bytes that a set of random names takes at the least, whatever its form.
 *
 * <p>A set of n out of 2^b names is one of binomial(2^b, n), each as likely: log2 of that many bits
 * tell it. For n far below 2^(b/2) that is b n - log2(n!), to within a bit.
 */
final class InformationBound {
  private static final double LOG_OF_2 = Math.log(2);

  private InformationBound() {}

  /**
   * Of a set of n names.
   *
   * @param bits of a name
   */
  static double bytes(int n, int bits) {
    double log2OfFactorial = 0;
    for (int i = 2; i <= n; i++) {
      log2OfFactorial += Math.log(i) / LOG_OF_2;
    }
    return (bits * (double) n - log2OfFactorial) / Byte.SIZE;
  }
}
