package dev.signet.authority;

import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevocationStreams;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.Storage.Notices;
import java.time.Duration;

/**
 * Takes in what other processes change: at once where the storage tells of it, and at the next look
 * in any case. Thread-safe.
 */
final class Following implements AutoCloseable {
  /** A thread of its own: purging may take its time, what was revoked elsewhere may not. */
  private final Housekeeping looks = new Housekeeping("signet-revocations");

  private final Notices notices;

  /**
   * Starts to follow.
   *
   * @param storage tells of changes
   * @param revocations looks for those of revocations
   * @param streams passes them on
   * @param lookEvery how often to look without being told
   * @param keysChanged is told when the ring of keys took a step, perhaps
   * @param guessesChanged is told when somebody waits for failing too often, perhaps
   */
  Following(
      Storage storage,
      RevocationPublisher revocations,
      RevocationStreams streams,
      Duration lookEvery,
      Runnable keysChanged,
      Runnable guessesChanged) {
    looks.every(
        lookEvery,
        () -> {
          revocations.follow();
          streams.tick();
        });
    Runnable look = looks.soon(revocations::follow);
    notices =
        storage.listen(
            change -> {
              switch (change) {
                case REVOCATIONS -> look.run();
                case KEY_RING -> keysChanged.run();
                case GUESSES -> guessesChanged.run();
              }
            });
  }

  /** Whether another node's change is told of at once, as a number for those who watch. */
  int told() {
    return notices.arrive() ? 1 : 0;
  }

  @Override
  public void close() {
    notices.close();
    looks.close();
  }
}
