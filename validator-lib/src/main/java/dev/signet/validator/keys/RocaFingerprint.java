package dev.signet.validator.keys;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells RSA moduli of the generator of CVE-2017-15361 (ROCA): their residues modulo small primes
 * are always powers of 65537.
 *
 * <p>A modulus made otherwise passes for one with a chance below 2^-70 over these primes.
 */
final class RocaFingerprint {
  private static final BigInteger GENERATOR = BigInteger.valueOf(65_537);
  private static final List<BigInteger> PRIMES =
      IntStream.rangeClosed(3, 167)
          .mapToObj(BigInteger::valueOf)
          .filter(n -> n.isProbablePrime(64))
          .toList();

  private RocaFingerprint() {}

  static boolean matches(BigInteger modulus) {
    return PRIMES.stream().allMatch(prime -> isPower(modulus.mod(prime), prime));
  }

  private static boolean isPower(BigInteger residue, BigInteger prime) {
    BigInteger power = BigInteger.ONE;
    do {
      if (power.equals(residue)) {
        return true;
      }
      power = power.multiply(GENERATOR).mod(prime);
    } while (!power.equals(BigInteger.ONE));
    return false;
  }
}
