package dev.signet.authority.directory;

/** Tells words and plain text from text that could forge a line or has no UTF-8 form. */
final class Text {
  private Text() {}

  /** Whether the text has no control character, no line separator and no lone surrogate. */
  static boolean isPlain(String text) {
    return text.codePoints().allMatch(Text::isPlain);
  }

  /** Whether the text can be the name of an audience: visible ASCII without spaces. */
  static boolean isWord(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
  }

  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
