package dev.signet.validator.sync;

import java.io.IOException;

/** An answer came, and it must not replace the value held. */
public final class RejectedUpdateException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says why, in words that quote nothing of the answer. */
  public RejectedUpdateException(String message) {
    super(message);
  }
}
