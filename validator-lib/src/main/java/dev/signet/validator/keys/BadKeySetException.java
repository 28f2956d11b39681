package dev.signet.validator.keys;

/** A text holds no set of keys that may be used; the message never quotes it. */
public final class BadKeySetException extends Exception {
  private static final long serialVersionUID = 1L;

  BadKeySetException(String message) {
    super(message);
  }
}
