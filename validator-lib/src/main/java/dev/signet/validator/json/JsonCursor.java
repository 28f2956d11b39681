package dev.signet.validator.json;

/** A place in the bytes of a JSON text. */
final class JsonCursor {
  /** What {@link #next} and {@link #peek} tell behind the last byte. */
  static final int END = -1;

  private final byte[] utf8;
  private int at;

  JsonCursor(byte[] utf8) {
    this.utf8 = utf8;
  }

  byte[] bytes() {
    return utf8;
  }

  /** The index of the byte that comes next. */
  int index() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  /** The byte at an index, from 0 to 255, or {@link #END}. */
  int peek(int index) {
    return index < utf8.length ? utf8[index] & 0xff : END;
  }

  /** Takes the next byte that is not white space (RFC 8259 §2). */
  int next() {
    int found = peek(at);
    while (found == ' ' || found == '\n' || found == '\t' || found == '\r') {
      found = peek(++at);
    }
    at++;
    return found;
  }

  /** Whether there is only white space left. */
  boolean atEnd() {
    return next() == END;
  }

  /** Takes the rest of a word whose first characters were taken, if it is there. */
  boolean skip(String word, int taken) {
    for (int i = taken; i < word.length(); i++) {
      if (peek(at++) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
