package dev.signet.validator.sync;

import java.io.IOException;

/** A push builds on a value that is not held: the source must be asked for what was missed. */
public final class MissedPushException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what does not fit, in words that quote nothing of the push. */
  public MissedPushException(String message) {
    super(message);
  }
}
