package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.http.Json;
import dev.signet.authority.http.PublishedDocument;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.storage.RevocationChanges;
import dev.signet.authority.storage.RevocationReader;
import dev.signet.authority.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signed revocation list and its deltas, served from memory. Thread-safe.
 *
 * <p>Call {@link #refresh} after each change made here, and now and then for those of others.
 */
public final class RevocationPublisher {
  /**
   * How often to call {@link #follow}; a change made by another process is published within this.
   */
  public static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(RevocationPublisher.class);
  private static final int MOST_DELTAS = 1_000;
  private static final Duration WARN_EVERY = Duration.ofHours(1);

  private final RevocationReader reader;
  private final Supplier<TokenSigner> signer;
  private final String issuer;
  private final RevocationSettings settings;
  private final Clock clock;
  private final ReentrantLock turning = new ReentrantLock();
  private final Map<Long, Signed> deltas = new ConcurrentHashMap<>();
  private volatile RevocationList list;
  private volatile @Nullable Signed full;
  private volatile boolean failing;
  private volatile Instant warned = Instant.EPOCH;

  /** A document, and what it was made of. */
  private record Signed(PublishedDocument document, long change, Instant at) {}

  /**
   * Reads what is in force.
   *
   * @param reader where revocations are kept
   * @param signer signs the list; asked each time
   * @param issuer the {@code iss} of the list
   * @param settings how long a list is good
   * @param clock the time
   * @throws StorageException if it cannot be read
   */
  public RevocationPublisher(
      RevocationReader reader,
      Supplier<TokenSigner> signer,
      String issuer,
      RevocationSettings settings,
      Clock clock) {
    this.reader = reader;
    this.signer = signer;
    this.issuer = issuer;
    this.settings = settings;
    this.clock = clock;
    this.list = RevocationList.of(reader.all());
  }

  /** The settings it publishes by. */
  public RevocationSettings settings() {
    return settings;
  }

  /**
   * Takes in what changed; when this returns, what is served is not older than when it was called.
   *
   * @throws StorageException if it cannot be read; what was served before is served on
   */
  public void refresh() {
    turning.lock();
    try {
      Optional<RevocationChanges> changes = reader.changesSince(list.change());
      if (changes.isEmpty()) {
        wentBack();
      } else if (changes.get().to() > list.change()) {
        list = list.with(changes.get());
      }
    } finally {
      turning.unlock();
    }
  }

  /** Takes in what others changed; a storage that fails is logged once and tried again later. */
  public void follow() {
    try {
      refresh();
      failing = false;
    } catch (StorageException e) {
      if (!failing) {
        LOG.warn("changes of the revocations cannot be read, will try again: {}", e.getMessage());
      }
      failing = true;
    }
  }

  private void wentBack() {
    RevocationList restored = RevocationList.of(reader.all());
    LOG.error(
        "the revocations went back from change {} to {}: a backup was restored under a running"
            + " authority; validators keep the later list until it expires",
        list.change(),
        restored.change());
    list = restored;
  }

  /** The latest time before which tokens were revoked; of long ago if none were. */
  public Instant cutOff() {
    return list.cutOff();
  }

  /** The full list, signed at most a {@code ttl} ago. */
  public PublishedDocument list() {
    Signed last = full;
    return last != null && isFresh(last, settings.ttl()) ? last.document() : signAlone();
  }

  /** A million entries are signed once, however many ask. */
  private PublishedDocument signAlone() {
    turning.lock();
    try {
      Signed last = full;
      if (last == null || !isFresh(last, settings.ttl())) {
        last = sign("revocation-list", list.change(), list.claims());
        full = last;
      }
      return last.document();
    } finally {
      turning.unlock();
    }
  }

  /**
   * What changed since a state, signed at most a second ago; empty if the way from there is not
   * known.
   *
   * @throws StorageException if it cannot be read
   */
  public Optional<PublishedDocument> delta(long since) {
    Signed last = deltas.get(since);
    if (last != null && isFresh(last, RevocationSettings.MAX_AGE)) {
      return Optional.of(last.document());
    }
    RevocationList now = list;
    if (since > now.change()) {
      warnOfLaterList(since, now.change());
      return Optional.empty();
    }
    return reader.changesSince(since).map(changes -> keep(since, now, changes));
  }

  /** Anyone may ask with any number, so it is said rarely. */
  private void warnOfLaterList(long theirs, long ours) {
    Instant now = clock.instant();
    if (warned.plus(WARN_EVERY).isBefore(now)) {
      warned = now;
      LOG.error(
          "a validator asks for what changed since change {}, and the last here is {}: if a backup"
              + " was restored, revoke again what was lost; see docs/revocation.md",
          theirs,
          ours);
    }
  }

  private PublishedDocument keep(long since, RevocationList now, RevocationChanges changes) {
    Signed signed = sign("revocation-delta", changes.to(), now.claims(changes));
    if (deltas.size() >= MOST_DELTAS) {
      deltas.clear();
    }
    deltas.put(since, signed);
    return signed.document();
  }

  private boolean isFresh(Signed signed, Duration most) {
    return signed.change() == list.change() && clock.instant().isBefore(signed.at().plus(most));
  }

  private Signed sign(String kind, long change, Map<String, Object> content) {
    Instant now = clock.instant();
    Map<String, Object> claims =
        Json.object(
            "iss", issuer,
            "iat", now.getEpochSecond(),
            "exp", now.plus(settings.believeFor()).getEpochSecond(),
            "ttl", settings.ttl().toSeconds());
    claims.putAll(content);
    String jwt = signer.get().sign(kind + "+jwt", claims);
    return new Signed(
        new PublishedDocument(
            "application/" + kind + "+jwt", jwt.getBytes(US_ASCII), RevocationSettings.MAX_AGE),
        change,
        now);
  }
}
