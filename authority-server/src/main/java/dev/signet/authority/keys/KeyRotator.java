package dev.signet.authority.keys;

import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.KeyEvent.Kind;
import dev.signet.authority.keys.signing.KeySigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningEngines;
import dev.signet.authority.keys.signing.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the ring when a step is due, and has what the ring of the moment is needed for: signers and
 * the JWK Set. Thread-safe.
 *
 * <p>Run {@link #turn} each {@link #TURN_EVERY}. Of several nodes over one store that find a step
 * due, one takes it and the others notice. Signing and publishing use the ring in memory; only
 * after the next activation was due, or when no turn was made for a minute, who asks turns the ring
 * first, so a node that slept signs nothing with a retired key.
 */
public final class KeyRotator {
  /** How often to turn; a change made by another process is noticed within this. */
  public static final Duration TURN_EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(KeyRotator.class);
  private static final Duration OVERSLEPT = Duration.ofMinutes(1);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** A ring that took longer from its instant to the store is made anew. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  private static final int MAX_ATTEMPTS = 20;

  private final KeyStore store;
  private final Rotation rotation;
  private final SigningEngines engines;
  private final Clock clock;
  private final Consumer<KeyEvent> events;
  private final ReentrantLock turning = new ReentrantLock();
  private final Map<SigningAlgorithm, SigningKey> spare = new EnumMap<>(SigningAlgorithm.class);
  private volatile RingInUse inUse;
  private volatile Instant turned;
  private volatile @Nullable String fault;

  /** A change of a ring at an instant. */
  @FunctionalInterface
  interface Change {
    KeyRing apply(KeyRing ring, Instant now);
  }

  /** Nobody knows which key may sign now. */
  public static final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Loads the ring and takes every step that is due; makes the first keys if there are none.
   *
   * @param store keeps the ring
   * @param rotation the steps
   * @param engines sign
   * @param clock the time
   * @param events hears of each step taken here, once it is kept
   * @throws IllegalArgumentException if what is kept is damaged or does not open
   * @throws java.io.UncheckedIOException if the folder of the keys cannot be read or written
   * @throws dev.signet.authority.storage.StorageException if the database cannot
   */
  public KeyRotator(
      KeyStore store,
      Rotation rotation,
      SigningEngines engines,
      Clock clock,
      Consumer<KeyEvent> events) {
    this.store = store;
    this.rotation = rotation;
    this.engines = engines;
    this.clock = clock;
    this.events = events;
    this.turned = clock.instant();
    this.inUse = inUse(changed(this::advance, Kind.CREATED, Kind.DROPPED));
  }

  /**
   * Takes the steps that are due; what fails is logged and tried again at the next turn. While the
   * store cannot be read, signing goes on until the next activation is due.
   */
  public void turn() {
    try {
      refresh();
    } catch (UnavailableException e) {
      LOG.debug("the ring stays as it was", e);
    }
  }

  /** The ring in use. */
  public KeyRing ring() {
    return inUse.ring();
  }

  /** The JWK Set of the ring in use, from memory. */
  public PublishedDocument jwkSet() {
    turnIfOverslept();
    return inUse.jwkSet();
  }

  /** When keys come and go. */
  public RotationSchedule schedule() {
    return rotation.schedule();
  }

  /**
   * The signer for an algorithm; of another one while a new line has no key that was announced long
   * enough.
   *
   * @throws UnavailableException if a step is due and the store cannot be read
   */
  public TokenSigner signer(SigningAlgorithm algorithm) {
    if (clock.instant().isBefore(inUse.signUntil())) {
      turnIfOverslept();
    } else {
      refresh();
    }
    return inUse
        .signer(algorithm)
        .orElseThrow(() -> new UnavailableException("no key of the ring signs", null));
  }

  /**
   * Throws if the last turn failed.
   *
   * @throws IllegalStateException with what failed
   */
  public void probe() {
    String failed = fault;
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
  }

  /** What signs now, one of each key. */
  public List<KeySigner> signers() {
    return inUse.keySigners();
  }

  /**
   * Announces a new key of a line; it signs once it was announced long enough.
   *
   * @throws IllegalArgumentException if the line is not kept or has a next key
   */
  public KeyRing announce(SigningAlgorithm line) {
    return operate((ring, now) -> rotation.announceNow(ring, line, now, this::make), Kind.CREATED);
  }

  /**
   * Lets the next key of a line sign at once, or a new one if none is next.
   *
   * @throws IllegalArgumentException if the line is not kept
   */
  public KeyRing activate(SigningAlgorithm line) {
    return operate((ring, now) -> rotation.activateNow(ring, line, now, this::make), Kind.CREATED);
  }

  /**
   * Removes a key at once; if it signed, another one signs from now on.
   *
   * @throws IllegalArgumentException if the ring has no such key
   */
  public KeyRing revoke(String kid) {
    return operate((ring, now) -> rotation.revoke(ring, kid, now, this::make), Kind.CREATED);
  }

  /**
   * Adds a private key that was made elsewhere, as the next of its line or to verify only.
   *
   * @param pem the key in PKCS#8, as {@code openssl genpkey} writes it
   * @param passphrase if it is encrypted
   * @param state {@link KeyState#NEXT}, or {@link KeyState#RETIRING} to verify only
   * @return the key as it is now in the ring
   * @throws IllegalArgumentException if it is no such key, is in the ring, or its line has a next
   */
  public RingKey importKey(String pem, Optional<String> passphrase, KeyState state) {
    SigningKey key = engines.read(pem, passphrase, clock.instant());
    return add(key, state).find(key.kid()).orElseThrow();
  }

  KeyRing add(SigningKey key, KeyState state) {
    return operate((ring, now) -> rotation.add(ring, key, state, now), Kind.IMPORTED);
  }

  /** When the next step of a key of the ring in use is due, by the schedule. */
  public Instant nextStepOf(RingKey key) {
    return rotation.nextStepOf(key, inUse.ring());
  }

  private KeyRing operate(Change change, Kind arrival) {
    KeyRing ring = changed(change, arrival, Kind.REVOKED);
    install(inUse(ring));
    return ring;
  }

  /** In a suspended machine no timer runs: who asks first after that must not get what was. */
  private void turnIfOverslept() {
    if (clock.instant().isAfter(turned.plus(OVERSLEPT))) {
      turn();
    }
  }

  private void refresh() {
    turning.lock();
    try {
      turned = clock.instant();
      install(inUse(changed(this::advance, Kind.CREATED, Kind.DROPPED)));
      fault = null;
    } catch (RuntimeException e) {
      failed(e);
      // What is kept may have been turned by another node: its ring counts, even if a step is late.
      RingInUse kept = inUse(load());
      install(kept.signingUntil(clock.instant().plus(RETRY)));
    } finally {
      turning.unlock();
    }
  }

  private RingInUse inUse(KeyRing ring) {
    return RingInUse.of(ring, rotation, engines);
  }

  private KeyRing load() {
    try {
      return store.load();
    } catch (RuntimeException e) {
      throw new UnavailableException("the ring of keys cannot be read: " + e.getMessage(), e);
    }
  }

  private void failed(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (!message.equals(fault)) {
      LOG.warn("a step of the key rotation failed and is tried again: {}", message);
    }
    fault = message;
  }

  private void install(RingInUse next) {
    if (!next.ring().active().equals(inUse.ring().active())) {
      LOG.info("signing with {}, by the ring in {}", next.ring().active(), store);
    }
    inUse = next;
  }

  private KeyRing advance(KeyRing ring, Instant now) {
    return rotation.advance(ring, now, this::make);
  }

  private KeyRing changed(Change change, Kind arrival, Kind departure) {
    turning.lock();
    try {
      for (int i = 0; i < MAX_ATTEMPTS; i++) {
        KeyRing before = store.load();
        Instant now = clock.instant();
        KeyRing after = change.apply(before, now);
        if (after.equals(before)) {
          return before;
        }
        // An announcement counts from when it is published, however long its key took to make.
        boolean fresh = !clock.instant().isAfter(now.plus(LONGEST_STEP));
        if (fresh && store.replace(before, after)) {
          KeyEvent.between(before, after, arrival, departure).forEach(events);
          return after;
        }
      }
      throw new IllegalStateException("the ring is changed by others all the time: try again");
    } finally {
      spare.clear();
      turning.unlock();
    }
  }

  /** A key whose ring was not kept serves the next attempt. */
  private SigningKey make(SigningAlgorithm algorithm, Instant now) {
    return spare.computeIfAbsent(algorithm, each -> engines.generate(each, now));
  }
}
