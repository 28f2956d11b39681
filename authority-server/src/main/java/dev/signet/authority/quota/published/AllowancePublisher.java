package dev.signet.authority.quota.published;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.quota.published.AllowanceListSigner.SignedAllowances;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.DamagedAllowance;
import dev.signet.authority.storage.quota.KeptAllowance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signed list of the allowances that operators changed of late, served from memory.
 * Thread-safe.
 *
 * <p>Call {@link #follow} each {@link #FOLLOW_EVERY}. While the storage cannot be read, what was
 * read last is served on, and looks no younger than it is.
 */
public final class AllowancePublisher {
  /** How often to call {@link #follow}; with a run that is late, a change is there in 5 s. */
  public static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(AllowancePublisher.class);
  private static final int MOST = 10_000;

  private final AllowanceRepository repository;
  private final AllowanceListSigner signer;
  private final Duration kept;
  private final ReentrantLock looking = new ReentrantLock();
  private final ReentrantLock signing = new ReentrantLock();
  private volatile @Nullable Look last;
  private volatile @Nullable Signed signed;
  private boolean failing;
  private boolean full;
  private Set<DamagedAllowance> damaged = Set.of();

  /**
   * Makes one that has yet to look.
   *
   * @param repository what operators gave
   * @param longestToken the longest lifetime of any token
   * @param signer signs the list
   */
  public AllowancePublisher(
      AllowanceRepository repository, Duration longestToken, AllowanceListSigner signer) {
    this.repository = repository;
    this.signer = signer;
    this.kept = AllowanceEntry.keptFor(longestToken);
  }

  /** What was read; another number if it is not what was read before. */
  private record Look(long number, List<AllowanceRecord> allowances, Instant at) {}

  private record Signed(long number, SignedAllowances list) {}

  /** Reads what there is now; a storage that fails is logged once and tried again later. */
  public void follow() {
    looking.lock();
    try {
      Instant now = signer.clock().instant();
      take(repository.liveSince(now.minus(kept), MOST + 1), now);
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.warn("published allowances cannot be read, will try again: {}", e.getMessage());
      }
      failing = true;
    } finally {
      looking.unlock();
    }
  }

  private void take(List<KeptAllowance> found, Instant now) {
    tellOfDamaged(found);
    boolean tooMany = found.size() > MOST;
    if (tooMany && !full) {
      LOG.warn("more than {} live allowances changed of late: the latest are published", MOST);
    }
    full = tooMany;
    List<AllowanceRecord> allowances =
        found.stream().limit(MOST).flatMap(AllowancePublisher::whole).toList();
    Look before = last;
    if (before == null) {
      last = new Look(0, allowances, now);
    } else {
      boolean same = before.allowances().equals(allowances);
      last = new Look(before.number() + (same ? 0 : 1), allowances, now);
    }
  }

  private static Stream<AllowanceRecord> whole(KeptAllowance kept) {
    return kept instanceof AllowanceRecord allowance ? Stream.of(allowance) : Stream.empty();
  }

  /** Each once, for as long as it is damaged; the others are published without it. */
  private void tellOfDamaged(List<KeptAllowance> found) {
    Set<DamagedAllowance> now = new HashSet<>();
    for (KeptAllowance each : found) {
      if (each instanceof DamagedAllowance fault && now.add(fault) && !damaged.contains(fault)) {
        LOG.warn("{}; it is not published", fault.message());
      }
    }
    damaged = now;
  }

  /**
   * The list, signed at most a {@code ttl} ago by a key that there still is, as of when the storage
   * was read last.
   *
   * @throws OAuthException 503 if it was never read
   */
  public PublishedDocument list() {
    return findFresh().orElseGet(this::signOnce);
  }

  private Optional<PublishedDocument> findFresh() {
    Look look = last;
    Signed latest = signed;
    return latest != null
            && look != null
            && latest.number() == look.number()
            && signer.isFresh(latest.list())
        ? Optional.of(latest.list().document())
        : Optional.empty();
  }

  /** It is signed once, however many ask. */
  private PublishedDocument signOnce() {
    signing.lock();
    try {
      return findFresh().orElseGet(this::sign);
    } finally {
      signing.unlock();
    }
  }

  private PublishedDocument sign() {
    Look look = last;
    if (look == null) {
      throw OAuthException.unavailable("The allowances are not known yet", FOLLOW_EVERY);
    }
    SignedAllowances list = signer.sign(look.allowances(), look.at());
    signed = new Signed(look.number(), list);
    return list.document();
  }
}
