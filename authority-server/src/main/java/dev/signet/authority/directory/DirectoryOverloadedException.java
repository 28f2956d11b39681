package dev.signet.authority.directory;

/** Too many passwords are being checked at once; nothing was decided, a later attempt may be. */
public final class DirectoryOverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DirectoryOverloadedException(String message) {
    super(message);
  }
}
