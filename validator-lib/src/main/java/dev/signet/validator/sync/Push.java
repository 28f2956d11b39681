package dev.signet.validator.sync;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a source said without being asked; read once, on the timer's thread. */
@FunctionalInterface
public interface Push<T> {
  /**
   * Reads it against the value held now, null if none can be used.
   *
   * @return what to install; empty if it says nothing that is not known
   * @throws MissedPushException if it builds on a value that is not held
   * @throws RejectedUpdateException if it must not be believed
   * @throws IOException if that cannot be told now
   */
  Optional<Update<T>> read(@Nullable T held) throws IOException;
}
