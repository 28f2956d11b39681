package dev.signet.validator.json;

import java.math.BigDecimal;

/**
 * Turns the text of a JSON number into a value whose size is bounded before it is computed with.
 */
final class JsonNumbers {
  static final int MAX_CHARS = 32;
  private static final int MAX_DIGITS = 32;

  private JsonNumbers() {}

  static Number parse(String text) throws MalformedJsonException {
    try {
      // 1e999999999 is a short text and a cheap BigDecimal, but ruinous once it is made an integer.
      BigDecimal value = new BigDecimal(text);
      long integerDigits = (long) value.precision() - value.scale();
      if (integerDigits > MAX_DIGITS || value.scale() > MAX_DIGITS) {
        throw new MalformedJsonException("number out of range");
      }
      boolean plainInteger = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
      boolean fitsLong = value.precision() <= 18;
      return plainInteger && fitsLong ? (Number) value.longValueExact() : value;
    } catch (NumberFormatException e) {
      throw new MalformedJsonException("number out of range");
    }
  }
}
