package dev.signet.authority.revocation;

import static java.util.Objects.requireNonNullElse;

import dev.signet.authority.enforcement.ChangeTimes;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.storage.RevocationChanges;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signed revocation list and its deltas, served from memory. Thread-safe.
 *
 * <p>Call {@link #refresh} after each change made here, and {@link #follow} for those of others.
 * All that is served turns together: no document names a change that the list has not.
 */
public final class RevocationPublisher {
  /**
   * How often to call {@link #follow}; a change made by another process is published within this.
   */
  public static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RevocationPublisher.class);
  private static final int MOST_DELTAS = 1_000;
  private static final Duration WARN_EVERY = Duration.ofHours(1);

  /** A storage that has not answered for so long is not waited for by more who ask. */
  private static final Duration LONGEST_TURN = Duration.ofMillis(500);

  private final RevocationReader reader;
  private final Renumbering renumbering;
  private final RevocationSigner signer;
  private final SharedTurn turn = new SharedTurn(this::turn);
  private final ReentrantLock signing = new ReentrantLock();
  private final Map<Long, SignedDelta> deltas = new ConcurrentHashMap<>();
  private final List<Runnable> turned = new CopyOnWriteArrayList<>();
  private volatile RevocationList list;
  private final ChangeTimes times = new ChangeTimes();
  private volatile @Nullable SignedRevocations full;

  /** When the storage was read last: what it did not have then was committed later. */
  private volatile Instant looked;

  /** Whether the storage could not be read at the last turn. */
  private volatile boolean failing;

  private volatile Instant warned = Instant.EPOCH;

  /**
   * Reads what is in force.
   *
   * @param reader where revocations are kept
   * @param renumbering what to do when they go back
   * @param signer signs the list; asked each time
   * @param issuer the {@code iss} of the list
   * @param settings how long a list is good
   * @param clock the time
   * @throws StorageException if it cannot be read
   */
  public RevocationPublisher(
      RevocationReader reader,
      Renumbering renumbering,
      Supplier<TokenSigner> signer,
      String issuer,
      RevocationSettings settings,
      Clock clock) {
    this.reader = reader;
    this.renumbering = renumbering;
    this.signer = new RevocationSigner(signer, issuer, settings, clock);
    this.looked = clock.instant();
    this.list = RevocationList.of(reader.all());
    renumbering.witness().note(list.change());
  }

  /** The settings it publishes by. */
  public RevocationSettings settings() {
    return signer.settings();
  }

  /**
   * Takes in what changed; when this returns, what is served is not older than when it was called.
   *
   * @throws StorageException if it cannot be read; what was served before is served on
   */
  public void refresh() {
    turn.take(signer.clock().instant());
  }

  /**
   * Takes in what changed.
   *
   * @param askedAt when who made a change asked for that, which was after the commit; null if the
   *     change is of others
   */
  private void turn(@Nullable Instant askedAt) {
    try {
      Instant now = signer.clock().instant();
      RevocationList before = list;
      RevocationList next =
          reader.changesSince(before.change()).map(before::with).orElseGet(this::readAgain);
      if (next.change() != before.change()) {
        renumbering.witness().note(next.change());
        list = next;
        times.add(next.change(), requireNonNullElse(askedAt, looked));
        turned.forEach(Runnable::run);
      }
      looked = now;
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.warn("changes of the revocations cannot be read, will try again: {}", e.getMessage());
      }
      failing = true;
      throw e;
    }
  }

  /** Takes in what others changed; a storage that fails is logged once and tried again later. */
  public void follow() {
    try {
      turn.take(null);
    } catch (StorageException e) {
      LOG.debug("still not", e);
    }
    renumbering.witness().force();
  }

  /** After a restored backup, or after more removals than are remembered. */
  private RevocationList readAgain() {
    if (reader.lastChange() < list.change()) {
      renumbering.restored(list.change());
    }
    return RevocationList.of(reader.all());
  }

  /** The number of the last change that is published; only grows. */
  public long change() {
    return list.change();
  }

  /** How many tokens and rules are published. */
  public int size() {
    return list.size();
  }

  /** When the latest changes were committed. */
  public ChangeTimes times() {
    return times;
  }

  /** Runs a step, which must not wait for anything, after each change that is published. */
  void onTurn(Runnable step) {
    turned.add(step);
  }

  /** The latest time before which tokens were revoked; of long ago if none were. */
  public Instant cutOff() {
    return list.cutOff();
  }

  /** The full list, signed at most a {@code ttl} ago, as of when the storage was read last. */
  public PublishedDocument list() {
    return signedList().document();
  }

  private SignedRevocations signedList() {
    SignedRevocations last = full;
    return last != null && isFresh(last, settings().ttl()) ? last : signAlone();
  }

  /** A million entries are signed once, however many ask; and no change waits for it. */
  private SignedRevocations signAlone() {
    signing.lock();
    try {
      SignedRevocations last = full;
      if (last == null || !isFresh(last, settings().ttl())) {
        last = signAsOfLastLook();
        full = last;
      }
      return last;
    } finally {
      signing.unlock();
    }
  }

  /**
   * Signs the list as of when the storage was read last, which {@link #follow} sees to: nobody who
   * asks waits for a storage that does not answer, and where it cannot be read the list is served
   * on, but looks no younger than it is.
   */
  private SignedRevocations signAsOfLastLook() {
    Instant due = looked.plus(FOLLOW_EVERY.multipliedBy(2));
    if (!failing && !turn.isTaken() && signer.clock().instant().isAfter(due)) {
      follow();
    }
    return signer.list(list, looked);
  }

  /**
   * What changed since a state, signed at most a second ago, once for all who ask; empty if the way
   * from there is not known.
   *
   * @throws StorageException if it cannot be read
   */
  public Optional<PublishedDocument> delta(long since) {
    return signedDelta(since).map(SignedRevocations::document);
  }

  /**
   * What leads from a state to the present one: the delta, or the list where the way is not known.
   *
   * @throws StorageException if it cannot be read
   */
  SignedRevocations since(long since) {
    return signedDelta(since).orElseGet(this::signedList);
  }

  private Optional<SignedRevocations> signedDelta(long since) {
    if (deltas.size() >= MOST_DELTAS) {
      deltas.clear();
    }
    SignedDelta delta = deltas.computeIfAbsent(since, state -> new SignedDelta());
    return delta.find(this::isFreshDelta).or(() -> renew(delta, since));
  }

  private Optional<SignedRevocations> renew(SignedDelta delta, long since) {
    requireReadable();
    return delta.get(
        this::isFreshDelta,
        () -> {
          requireReadable();
          return changesSince(since).map(signer::delta);
        });
  }

  /** Nobody waits for a storage that does not answer; {@link #follow} learns when it does. */
  private void requireReadable() {
    if (failing || turn.hasTaken(LONGEST_TURN)) {
      throw new StorageException("the revocations cannot be read now");
    }
  }

  /** No document leads to another state than the list: it turns first, and with it the witness. */
  private Optional<RevocationChanges> changesSince(long since) {
    Optional<RevocationChanges> changes;
    do {
      refresh();
      changes = reader.changesSince(since);
    } while (changes.isPresent() && changes.get().to() != list.change());
    if (changes.isEmpty() && since > list.change() && since <= Renumbering.MOST) {
      warnOfLaterList(since);
    }
    return changes;
  }

  /** Anyone may ask with any number, so nothing is done about it, and it is said rarely. */
  private void warnOfLaterList(long since) {
    Instant now = signer.clock().instant();
    if (warned.plus(WARN_EVERY).isBefore(now)) {
      warned = now;
      LOG.error(
          "a validator asks for what changed since change {}, and the last here is {}: if a backup"
              + " was restored, run: revocations renumber --after {}, and revoke again what was"
              + " lost; see docs/revocation.md",
          since,
          list.change(),
          since);
    }
  }

  private boolean isFreshDelta(SignedRevocations signed) {
    return isFresh(signed, RevocationSettings.MAX_AGE);
  }

  private boolean isFresh(SignedRevocations signed, Duration most) {
    return signed.change() == list.change() && signer.isFresh(signed, most);
  }
}
