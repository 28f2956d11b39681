package dev.signet.authority.revocation;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.RevocationEvent;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins another history of changes where a backup was restored: a new salt, and numbers above all
 * that were ever published, so that every validator takes the full list when it asks next. Until
 * then validators hold a later list than the authority's, and learn of nothing. Thread-safe.
 */
public final class Renumbering {
  private static final Logger LOG = LoggerFactory.getLogger(Renumbering.class);

  /** More changes than anybody makes between two backups, or between two looks of the witness. */
  private static final long LEAP = 1_000_000;

  /** Readers take numbers up to 2^53 - 1; above this there would be no room to go on counting. */
  static final long MOST = 1L << 52;

  private final Storage storage;
  private final PublicationWitness witness;
  private final AuditLog audit;

  /**
   * Makes it.
   *
   * @param storage keeps revocations
   * @param witness which change was published last
   * @param audit each new history is accounted for there
   */
  public Renumbering(Storage storage, PublicationWitness witness, AuditLog audit) {
    this.storage = storage;
    this.witness = witness;
    this.audit = audit;
  }

  /** Which change was published last. */
  public PublicationWitness witness() {
    return witness;
  }

  /**
   * Renumbers if the witness knows of a later change than the storage has. Call it on a storage
   * that was just opened, before anything is changed in it.
   *
   * @throws dev.signet.authority.storage.StorageException if it could not be made durable
   */
  public void ifRestored() {
    // The witness first: what it says is in a storage that was not restored, as of then or later.
    long published = witness.lastPublished();
    if (published > storage.revocationReader().lastChange()) {
      restored(published);
    }
  }

  /** Renumbers a storage that is known to have gone back. */
  void restored(long published) {
    long found = storage.revocationReader().lastChange();
    long next = after(published);
    LOG.error(
        "THE DATABASE IS OLDER THAN WHAT WAS PUBLISHED: its last change of the revocations is {},"
            + " and {} was published, so a backup was restored. Changes are numbered from {} on and"
            + " validators take the whole list when they ask next. What was revoked or reversed"
            + " after the backup is lost: do it again by the audit log (revocation_added,"
            + " revocation_removed); see docs/revocation.md",
        found,
        published,
        next);
  }

  /**
   * Renumbers; does nothing if another process has done so meanwhile.
   *
   * @param published a number that may have been published; those of the witness and of the storage
   *     are heeded anyway
   * @return the number of the last change now, above all of them
   * @throws IllegalArgumentException if the number leaves no room for others
   * @throws dev.signet.authority.storage.StorageException if it could not be made durable
   */
  public long after(long published) {
    if (published < 0 || published > MOST) {
      throw new IllegalArgumentException(published + " is no number of a change");
    }
    RevocationReader reader = storage.revocationReader();
    long before = reader.lastChange();
    long next = Math.max(Math.max(published, witness.lastPublished()), before) + LEAP;
    if (storage.revocations().renumber(next)) {
      audit.record(new RevocationEvent.Renumbered(before, next));
    }
    return reader.lastChange();
  }
}
