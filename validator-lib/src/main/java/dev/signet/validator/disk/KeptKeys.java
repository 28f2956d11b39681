package dev.signet.validator.disk;

import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.sync.Synced;
import dev.signet.validator.sync.Update;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The keys of one authority on the disk, so that a process starts while the authority is down. */
public final class KeptKeys {
  private final StateDirectory directory;
  private final String origin;
  private final KeySetReader reader;
  private final Clock clock;

  /** Keeps the keys of this origin; those of an earlier run are read by the same reader. */
  public KeptKeys(StateDirectory directory, String origin, KeySetReader reader, Clock clock) {
    this.directory = directory;
    this.origin = origin;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Gives the keys of an earlier run, read as strictly as an answer from the network; returns why
   * not, empty if they were given or there are none.
   */
  public Optional<String> restoreInto(Synced<VerifyingKeys> keys) {
    try {
      Optional<StoredDocument> kept = directory.load(origin);
      if (kept.isPresent()) {
        StoredDocument document = kept.get();
        keys.restore(
            Update.of(reader.readSet(document.body()), document.maxAge()), document.fetchedAt());
      }
      return Optional.empty();
    } catch (BadKeySetException e) {
      return Optional.of("its keys are refused: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      return Optional.of(IgnoredSnapshotException.reason(e));
    }
  }

  /** Keeps what was fetched just now; returns why not. */
  public Optional<String> store(byte[] document, Optional<Duration> maxAge) {
    try {
      directory.store(new StoredDocument(origin, clock.instant(), maxAge, document));
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(IgnoredSnapshotException.reason(e));
    }
  }
}
