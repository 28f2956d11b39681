package dev.signet.validator.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers of a JSON text (RFC 8259 §6) into values whose size is bounded before they are
 * computed with.
 */
final class JsonNumbers {
  private static final int MAX_CHARS = 32;
  private static final int MAX_DIGITS = 32;
  private static final int DIGITS_OF_LONG = 18;

  private JsonNumbers() {}

  /** Reads a number whose first byte was taken. */
  static Number read(JsonCursor cursor) throws MalformedJsonException {
    int from = cursor.index() - 1;
    int sign = cursor.peek(from) == '-' ? 1 : 0;
    int point = digits(cursor, from + sign);
    if (cursor.peek(from + sign) == '0' && point > from + sign + 1) {
      throw new MalformedJsonException("number with a leading zero");
    }
    int to = exponent(cursor, fraction(cursor, point));
    if (to - from > MAX_CHARS) {
      throw new MalformedJsonException("number out of range");
    }
    cursor.moveTo(to);
    boolean fitsLong = to == point && point - from - sign <= DIGITS_OF_LONG;
    return fitsLong ? integer(cursor, from + sign, to, sign == 1) : decimal(cursor, from, to);
  }

  private static int fraction(JsonCursor cursor, int at) throws MalformedJsonException {
    return cursor.peek(at) == '.' ? digits(cursor, at + 1) : at;
  }

  private static int exponent(JsonCursor cursor, int at) throws MalformedJsonException {
    if (cursor.peek(at) != 'e' && cursor.peek(at) != 'E') {
      return at;
    }
    int sign = cursor.peek(at + 1);
    return digits(cursor, sign == '-' || sign == '+' ? at + 2 : at + 1);
  }

  /** The index behind one digit or more. */
  private static int digits(JsonCursor cursor, int from) throws MalformedJsonException {
    int at = from;
    while (cursor.peek(at) >= '0' && cursor.peek(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw new MalformedJsonException("not a JSON value");
    }
    return at;
  }

  private static Long integer(JsonCursor cursor, int from, int to, boolean negative) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = 10 * value + cursor.peek(i) - '0';
    }
    return negative ? -value : value;
  }

  private static BigDecimal decimal(JsonCursor cursor, int from, int to)
      throws MalformedJsonException {
    String text = new String(cursor.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    try {
      // 1e999999999 is a short text and a cheap BigDecimal, but ruinous once it is made an integer.
      BigDecimal value = new BigDecimal(text);
      long integerDigits = (long) value.precision() - value.scale();
      if (integerDigits > MAX_DIGITS || value.scale() > MAX_DIGITS) {
        throw new MalformedJsonException("number out of range");
      }
      return value;
    } catch (NumberFormatException e) {
      throw new MalformedJsonException("number out of range");
    }
  }
}
