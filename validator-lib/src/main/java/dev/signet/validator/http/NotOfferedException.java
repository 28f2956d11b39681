package dev.signet.validator.http;

import java.io.IOException;

/** There is nothing of the kind at the address: to ask again soon would bring nothing else. */
public final class NotOfferedException extends IOException {
  private static final long serialVersionUID = 1L;

  NotOfferedException(String message) {
    super(message);
  }
}
