package dev.signet.validator.disk;

import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;

/** A file is there and must not be used; the message says why and quotes nothing of it. */
public final class IgnoredSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  IgnoredSnapshotException(String message) {
    super(message);
  }

  /** Why a file was not used or not written: our own words, or what kind of failure it was. */
  public static String reason(Exception failure) {
    boolean ours =
        failure instanceof IgnoredSnapshotException || failure instanceof RejectedUpdateException;
    String message = failure.getMessage();
    return ours && message != null ? message : failure.getClass().getSimpleName();
  }
}
