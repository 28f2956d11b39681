package dev.signet.authority.storage;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.SharedBuckets;
import dev.signet.authority.storage.session.SessionRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An open store, with one handle for each kind of user.
 *
 * <p>Thread-safe. Whoever opened it closes it.
 */
public interface Storage extends AutoCloseable {

  /** What another process may have changed. */
  enum Change {
    /** A revocation was added or removed. */
    REVOCATIONS,
    /** The ring of signing keys took a step. */
    KEY_RING,
    /** Somebody began to wait after failed attempts, or was forgiven. */
    GUESSES
  }

  /** What the store tells of changes, until it is closed. Thread-safe. */
  interface Notices extends AutoCloseable {
    /** Of a store that tells of nothing. */
    Notices NONE =
        new Notices() {
          @Override
          public boolean arrive() {
            return false;
          }

          @Override
          public void close() {}
        };

    /** Whether a change that is made now would be told of. */
    boolean arrive();

    /** Ends it; nothing is told after this. */
    @Override
    void close();
  }

  /** The handle that keeps the records of tokens. */
  TokenRepository tokens();

  /** The handle that only finds the records of tokens. */
  TokenReader tokenReader();

  /** The handle that keeps consumers. */
  ConsumerRepository consumers();

  /** The handle that only finds consumers. */
  ConsumerReader consumerReader();

  /** The handle that keeps the credentials of clients. */
  CredentialRepository credentials();

  /** The handle that only finds the credentials of clients. */
  CredentialReader credentialReader();

  /** The handle that keeps revocations. */
  RevocationRepository revocations();

  /** The handle that only finds revocations. */
  RevocationReader revocationReader();

  /** The handle that keeps the ring of signing keys. */
  KeyRingRepository keyRing();

  /** The handle that keeps sessions. */
  SessionRepository sessions();

  /** The handle that keeps what waits after failed attempts to authenticate. */
  GuessRepository guesses();

  /** The handle that remembers which assertions were used. */
  AssertionLog usedAssertions();

  /** The handle that keeps what operators allow consumers. */
  AllowanceRepository allowances();

  /** Opens the counts that several nodes share; empty for a store that has one node. */
  default Optional<SharedBuckets.Opener> sharedBuckets() {
    return Optional.empty();
  }

  /**
   * The time of a store that has a clock of its own, which machines share; empty if it has that of
   * this machine.
   *
   * @throws StorageException when it cannot be read
   */
  default Optional<Instant> time() {
    return Optional.empty();
  }

  /**
   * Tells of changes, by whichever process, soon after they were committed; many may be told of as
   * one, and what could have been missed is told of again. Nothing may depend on it: a store that
   * several machines share tells, as long as it can be reached, and any other tells of nothing.
   *
   * @param heard is told, on a thread that it must not hold up
   */
  default Notices listen(Consumer<Change> heard) {
    return Notices.NONE;
  }

  /**
   * Makes one durable write, and so proves that a record could be kept now.
   *
   * @throws StorageException when a durable write is not possible now
   */
  void probe();

  /**
   * Reads as those do who look something up, and so proves that they can now.
   *
   * @throws StorageException when reading is not possible now
   */
  void probeReading();

  /** What it is busy with, for those who measure it. */
  Workload workload();

  /** What a store is busy with at the moment of each question. Thread-safe. */
  interface Workload {
    /** How many writes wait for the next transaction. */
    int waitingWrites();

    /** How many readers are at it. */
    int busyReaders();

    /** How many readers wait until others have done. */
    int waitingReaders();

    /** Lets one hear of each transaction from now on. */
    void listen(TransactionListener listener);
  }

  /** Hears of each transaction that wrote; called by the thread that writes, so it is fast. */
  interface TransactionListener {
    /**
     * A transaction is durable.
     *
     * @param writes how many shared it
     * @param time from its first statement on
     */
    void committed(int writes, Duration time);

    /** A transaction was lost as a whole; each of its writes was told so. */
    void failed();
  }

  /**
   * Finishes the writes that were handed over, then closes. Later writes are refused with a {@link
   * StorageException}; a second call does nothing.
   */
  @Override
  void close();
}
