package dev.signet.validator.sync;

/**
 * What happened since the start; immutable.
 *
 * @param fetches attempts, whatever their outcome
 * @param failed attempts that brought no answer
 * @param rejected answers that were not installed
 */
public record SyncCounts(long fetches, long failed, long rejected) {
  SyncCounts fetched() {
    return new SyncCounts(fetches + 1, failed, rejected);
  }

  SyncCounts fetchFailed() {
    return new SyncCounts(fetches + 1, failed + 1, rejected);
  }

  SyncCounts updateRejected() {
    return new SyncCounts(fetches + 1, failed, rejected + 1);
  }

  SyncCounts pushRejected() {
    return new SyncCounts(fetches, failed, rejected + 1);
  }
}
