package dev.signet.validator.explain;

import org.jspecify.annotations.Nullable;

/** Shows what a stranger wrote: printable ASCII alone, and little of it. */
final class Quote {
  private static final int MAX_CHARS = 64;

  private Quote() {}

  /** The value as text of at most 64 characters; what is no printable ASCII becomes {@code ?}. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "missing";
    }
    String text = value.toString();
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX_CHARS); i++) {
      char c = text.charAt(i);
      shown.append(c < 0x20 || c > 0x7e ? '?' : c);
    }
    if (text.length() > MAX_CHARS) {
      shown.replace(MAX_CHARS - 3, MAX_CHARS, "...");
    }
    return shown.toString();
  }
}
