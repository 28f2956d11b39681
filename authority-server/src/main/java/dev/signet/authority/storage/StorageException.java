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

  /** Too many writes are waiting; nothing was kept, and a later attempt may succeed. */
  public static final class Overloaded extends StorageException {
    private static final long serialVersionUID = 1L;

    public Overloaded(String message) {
      super(message);
    }
  }
}
