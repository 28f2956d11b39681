package dev.signet.authority.http;

import java.util.Optional;

/** Whole numbers in requests, from 0. */
public final class WholeNumber {
  /** No number of so many digits is too large for a {@code long}. */
  private static final int MOST_DIGITS = 18;

  private WholeNumber() {}

  /** The number; empty unless the text is 1 to {@value #MOST_DIGITS} digits and no more. */
  public static Optional<Long> parse(String text) {
    return text.length() <= MOST_DIGITS && text.matches("[0-9]+")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }
}
