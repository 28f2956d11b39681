package dev.signet.authority.storage;

import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked for; the message says what and, if known, the fix. */
public class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageException(String message) {
    super(message);
  }

  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  private StorageException(
      String message, @Nullable Throwable cause, boolean suppression, boolean stackTrace) {
    super(message, cause, suppression, stackTrace);
  }

  /** The key of the record is taken; nothing was kept. */
  public static final class Duplicate extends StorageException {
    private static final long serialVersionUID = 1L;

    public Duplicate(String message) {
      super(message);
    }
  }

  /** There is no record of that key; nothing was changed. */
  public static final class Absent extends StorageException {
    private static final long serialVersionUID = 1L;

    public Absent(String message) {
      super(message);
    }
  }

  /**
   * Too many are waiting to write or to read; nothing was done, and a later attempt may succeed.
   * There is no stack trace: under load this is traffic, not an accident.
   */
  public static final class Overloaded extends StorageException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
      super(message, null, false, false);
    }
  }
}
