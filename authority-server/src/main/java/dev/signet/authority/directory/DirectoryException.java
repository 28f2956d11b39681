package dev.signet.authority.directory;

/** What an administrator asked for cannot be done; the message names the field and the fix. */
public final class DirectoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DirectoryException(String message) {
    super(message);
  }
}
