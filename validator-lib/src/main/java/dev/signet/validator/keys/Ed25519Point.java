package dev.signet.validator.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The questions about encoded points of edwards25519 that the platform leaves open (RFC 8032 §5.1).
 *
 * <p>Points are public, so plain big-integer arithmetic gives nothing away; it runs once per key.
 */
final class Ed25519Point {
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger TWO = BigInteger.TWO;

  /** The field: 2^255 - 19. */
  private static final BigInteger P = ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  /** The order L of the prime-order group. */
  static final BigInteger ORDER =
      ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);
  private static final BigInteger SQRT_MINUS_ONE = TWO.modPow(P.subtract(ONE).shiftRight(2), P);

  /** The y of every point whose order divides 8: 1, -1, 0 and the two of order 8. */
  private static final Set<BigInteger> SMALL_ORDER_YS = smallOrderYs();

  private static final byte[] P_BYTES = littleEndian(P);
  private static final byte[] ORDER_BYTES = littleEndian(ORDER);
  private static final List<byte[]> SMALL_ORDER_BYTES =
      SMALL_ORDER_YS.stream().map(Ed25519Point::littleEndian).toList();

  private Ed25519Point() {}

  static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }

  private static byte[] littleEndian(BigInteger value) {
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = value.shiftRight(8 * i).byteValue();
    }
    return bytes;
  }

  static BigInteger y(byte[] encoded) {
    return littleEndian(encoded).clearBit(255);
  }

  static boolean xIsOdd(byte[] encoded) {
    return (encoded[encoded.length - 1] & 0x80) != 0;
  }

  /** Whether the point at the start of the bytes is canonical and not of small order. */
  static boolean mayBeR(byte[] signature) {
    byte[] y = Arrays.copyOf(signature, P_BYTES.length);
    y[y.length - 1] &= 0x7f;
    return isBelow(P_BYTES, y, 0) && SMALL_ORDER_BYTES.stream().noneMatch(s -> Arrays.equals(s, y));
  }

  /** Whether the scalar that starts at an index is reduced: below L. */
  static boolean isReduced(byte[] signature, int from) {
    return isBelow(ORDER_BYTES, signature, from);
  }

  private static boolean isBelow(byte[] bound, byte[] bytes, int from) {
    for (int i = bound.length - 1; i >= 0; i--) {
      int difference = (bytes[from + i] & 0xff) - (bound[i] & 0xff);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  static boolean hasSmallOrder(byte[] encoded) {
    return SMALL_ORDER_YS.contains(y(encoded).mod(P));
  }

  /**
   * Whether the bytes canonically encode a point of order L exactly: on the curve, neither small
   * nor of mixed order.
   */
  static boolean hasPrimeOrder(byte[] encoded) {
    if (!mayBeR(encoded)) {
      return false;
    }
    BigInteger y = y(encoded);
    BigInteger ySquared = y.multiply(y).mod(P);
    BigInteger xSquared =
        ySquared.subtract(ONE).multiply(D.multiply(ySquared).add(ONE).modInverse(P)).mod(P);
    BigInteger x = sqrt(xSquared);
    return x.multiply(x).mod(P).equals(xSquared) && new Point(x, y, ONE).times(ORDER).isNeutral();
  }

  /** RFC 8032 §5.1.3 step 3; the sign does not matter to the order of the point. */
  private static BigInteger sqrt(BigInteger square) {
    BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    boolean found = root.multiply(root).mod(P).equals(square);
    return found ? root : root.multiply(SQRT_MINUS_ONE).mod(P);
  }

  private static Set<BigInteger> smallOrderYs() {
    BigInteger ofOrderEight =
        new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
    return Set.of(BigInteger.ZERO, ONE, P.subtract(ONE), ofOrderEight, P.subtract(ofOrderEight));
  }

  /**
   * A point as the fractions x/z and y/z, which need no inverse; the addition law (RFC 8032 §5.1.4)
   * is complete, so it also doubles.
   */
  private record Point(BigInteger x, BigInteger y, BigInteger z) {
    private static final Point NEUTRAL = new Point(BigInteger.ZERO, ONE, ONE);

    /** 0/z and z/z; z is never 0. */
    boolean isNeutral() {
      return x.signum() == 0 && y.equals(z);
    }

    Point plus(Point other) {
      BigInteger zz = z.multiply(other.z).mod(P);
      BigInteger xx = x.multiply(other.x).mod(P);
      BigInteger yy = y.multiply(other.y).mod(P);
      BigInteger cross = D.multiply(xx).multiply(yy).mod(P);
      BigInteger square = zz.multiply(zz).mod(P);
      BigInteger less = square.subtract(cross);
      BigInteger more = square.add(cross);
      BigInteger mixed = x.add(y).multiply(other.x.add(other.y)).subtract(xx).subtract(yy);
      return new Point(
          mixed.multiply(less).multiply(zz).mod(P),
          yy.add(xx).multiply(more).multiply(zz).mod(P),
          less.multiply(more).mod(P));
    }

    Point times(BigInteger scalar) {
      Point sum = NEUTRAL;
      for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
        sum = sum.plus(sum);
        sum = scalar.testBit(bit) ? sum.plus(this) : sum;
      }
      return sum;
    }
  }
}
