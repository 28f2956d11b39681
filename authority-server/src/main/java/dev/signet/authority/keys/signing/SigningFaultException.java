package dev.signet.authority.keys.signing;

import org.jspecify.annotations.Nullable;

/** A signature could not be made, or was made and is not good; it was not handed out. */
public final class SigningFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SigningFaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
