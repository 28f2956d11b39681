package dev.signet.validator.disk;

import java.io.IOException;

/** A file is there and must not be used; the message says why and quotes nothing of it. */
final class IgnoredSnapshotException extends IOException {
  private static final long serialVersionUID = 1L;

  IgnoredSnapshotException(String message) {
    super(message);
  }
}
