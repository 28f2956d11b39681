package dev.signet.validator.sync;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a synced value comes from; called on one thread, one call at a time. */
public interface Source<T> {
  /**
   * Fetches the value, within a bounded time.
   *
   * @param held the value held now, null at first
   * @return a value that is at least as good as the one held, or that nothing has changed
   * @throws RejectedUpdateException if an answer came that must not replace the value held
   * @throws IOException if no answer came
   */
  Update<T> fetch(@Nullable T held) throws IOException;
}
