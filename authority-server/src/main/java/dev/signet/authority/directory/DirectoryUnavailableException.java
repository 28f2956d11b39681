package dev.signet.authority.directory;

/** A directory elsewhere does not answer; nothing was decided, a later attempt may be. */
public final class DirectoryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DirectoryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
