package dev.signet.authority.storage.purge;

import dev.signet.authority.storage.StorageException;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what has expired, in steps small enough to share the writer with issuing. One run at a
 * time.
 */
public final class SteppedPurge {
  private static final Logger LOG = LoggerFactory.getLogger(SteppedPurge.class);
  private static final int STEP = 500;

  private SteppedPurge() {}

  /**
   * Deletes all of one kind; a storage that fails is logged, and the next run goes on.
   *
   * @param what of which kind, for the log
   * @param step deletes so many of each at most; returns how many it deleted, fewer when none is
   *     left
   * @return how many were deleted
   */
  public static int run(String what, IntUnaryOperator step) {
    int purged = 0;
    try {
      int last;
      do {
        last = step.applyAsInt(STEP);
        purged += last;
      } while (last >= STEP && !Thread.currentThread().isInterrupted());
    } catch (StorageException e) {
      LOG.warn("{} not purged, will try again: {}", what, e.getMessage());
    }
    return purged;
  }
}
