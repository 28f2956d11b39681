package dev.signet.validator.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the strings of a JSON text: strict UTF-8, the escapes of RFC 8259 §7, and what RFC 7493
 * §2.1 asks of them.
 */
final class JsonStrings {
  private JsonStrings() {}

  /** Reads a string whose opening quote was taken, up to and with its closing quote. */
  static String read(JsonCursor cursor) throws MalformedJsonException {
    int from = cursor.index();
    int to = from;
    int seen = 0;
    int c = cursor.peek(to);
    while (c != '"') {
      if (c < ' ') {
        throw new MalformedJsonException("control character in a string, or no end of it");
      }
      // A byte of a longer character is never a quote or a backslash.
      boolean escape = c == '\\';
      seen |= escape ? 0x80 : c;
      to += escape ? 2 : 1;
      c = cursor.peek(to);
    }
    cursor.moveTo(to + 1);
    return seen < 0x80
        ? plain(cursor.bytes(), from, to)
        : unescaped(decoded(cursor.bytes(), from, to));
  }

  private static String plain(byte[] ascii, int from, int to) {
    String known = KnownNames.find(ascii, from, to);
    return known == null ? new String(ascii, from, to - from, StandardCharsets.ISO_8859_1) : known;
  }

  private static CharBuffer decoded(byte[] utf8, int from, int to) throws MalformedJsonException {
    try {
      // A fresh decoder reports what is malformed; new String(...) would replace it by U+FFFD,
      // and two subjects would become one.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, to - from));
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("not UTF-8");
    }
  }

  private static String unescaped(CharBuffer raw) throws MalformedJsonException {
    StringBuilder text = new StringBuilder(raw.length());
    while (raw.hasRemaining()) {
      char c = raw.get();
      text.append(c == '\\' ? escaped(raw) : c);
    }
    requireWellFormed(text);
    return text.toString();
  }

  private static char escaped(CharBuffer raw) throws MalformedJsonException {
    return switch (raw.get()) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit(raw);
      default -> throw new MalformedJsonException("unknown escape");
    };
  }

  private static char unit(CharBuffer raw) throws MalformedJsonException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = raw.hasRemaining() ? raw.get() : ' ';
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new MalformedJsonException("not four digits after \\u");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  /** RFC 7493 §2.1: a lone surrogate is no text; NUL is where other languages stop reading. */
  private static void requireWellFormed(CharSequence text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw new MalformedJsonException("string is not well-formed text");
      }
      i += pair ? 1 : 0;
    }
  }
}
