package dev.signet.validator.json;

/** A text is not the one strict JSON object that was asked for; without a stack trace. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Tells what is wrong in fixed words, never quoting the text. */
  MalformedJsonException(String message) {
    super(message, null, false, false);
  }
}
