package dev.signet.quota.count;

/** A shared count could not be reached in time. */
public final class LostCountException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one with the cause in words, which quote no key. */
  public LostCountException(String message) {
    super(message);
  }

  /** Makes one for what another library threw. */
  public LostCountException(Throwable cause) {
    super(innermost(cause).toString(), cause);
  }

  private static Throwable innermost(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return innermost;
  }
}
