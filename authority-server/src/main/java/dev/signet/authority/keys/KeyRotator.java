package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.http.PublishedDocument;
import dev.signet.authority.keys.KeyEvent.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
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
 * due, one takes it and the others notice. Signing and publishing use the ring in memory; only a
 * signer asked for after the next activation was due turns the ring first, so a node that slept
 * signs nothing with a retired key.
 */
public final class KeyRotator {
  /** How often to turn; a change made by another process is noticed within this. */
  public static final Duration TURN_EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(KeyRotator.class);
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** A ring that took longer from its instant to the store is made anew. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

  private static final int MAX_ATTEMPTS = 20;

  private final KeyStore store;
  private final Rotation rotation;
  private final Clock clock;
  private final Consumer<KeyEvent> events;
  private final ReentrantLock turning = new ReentrantLock();
  private final Map<SigningAlgorithm, SigningKey> spare = new EnumMap<>(SigningAlgorithm.class);
  private volatile Moment moment;
  private volatile @Nullable String fault;

  /** What the ring in use comes to. */
  private record Moment(
      KeyRing ring,
      Map<SigningAlgorithm, TokenSigner> signers,
      PublishedDocument jwkSet,
      Instant signUntil) {
    Moment signingUntil(Instant at) {
      return new Moment(ring, signers, jwkSet, at.isAfter(signUntil) ? at : signUntil);
    }
  }

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
   * @param clock the time
   * @param events hears of each step taken here, once it is kept
   * @throws IllegalArgumentException if what is kept is damaged or does not open
   * @throws java.io.UncheckedIOException if the store cannot be read or written
   */
  public KeyRotator(KeyStore store, Rotation rotation, Clock clock, Consumer<KeyEvent> events) {
    this.store = store;
    this.rotation = rotation;
    this.clock = clock;
    this.events = events;
    this.moment = momentOf(changed(this::advance, Kind.CREATED, Kind.DROPPED));
  }

  /** Takes the steps that are due; what fails is logged and tried again at the next turn. */
  public void turn() {
    try {
      refresh();
    } catch (UnavailableException e) {
      LOG.warn("{}; signing goes on until the next step is due", e.getMessage());
    }
  }

  /** The ring in use. */
  public KeyRing ring() {
    return moment.ring();
  }

  /** The JWK Set of the ring in use, from memory. */
  public PublishedDocument jwkSet() {
    return moment.jwkSet();
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
    if (!clock.instant().isBefore(moment.signUntil())) {
      refresh();
    }
    TokenSigner signer = moment.signers().get(algorithm);
    if (signer == null) {
      throw new UnavailableException("no key of the ring signs", null);
    }
    return signer;
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

  /** Announces a new key of a line; it signs once it was announced long enough. */
  public KeyRing announce(SigningAlgorithm line) {
    return operate((ring, now) -> rotation.announceNow(ring, line, now, this::make), Kind.CREATED);
  }

  /** Lets the next key of a line sign at once, or a new one if none is next. */
  public KeyRing activate(SigningAlgorithm line) {
    return operate((ring, now) -> rotation.activateNow(ring, line, now, this::make), Kind.CREATED);
  }

  /** Removes a key at once; if it signed, another one signs from now on. */
  public KeyRing revoke(String kid) {
    return operate((ring, now) -> rotation.revoke(ring, kid, now, this::make), Kind.CREATED);
  }

  /** Adds a key that was made elsewhere, as the next of its line or as one that only verifies. */
  public KeyRing add(SigningKey key, KeyState state) {
    return operate((ring, now) -> rotation.add(ring, key, state, now), Kind.IMPORTED);
  }

  /** When the next step of a key of the ring in use is due, by the schedule. */
  public Instant nextStepOf(RingKey key) {
    return rotation.nextStepOf(key, moment.ring());
  }

  private KeyRing operate(Change change, Kind arrival) {
    KeyRing ring = changed(change, arrival, Kind.REVOKED);
    install(momentOf(ring));
    return ring;
  }

  private void refresh() {
    turning.lock();
    try {
      install(momentOf(changed(this::advance, Kind.CREATED, Kind.DROPPED)));
      fault = null;
    } catch (RuntimeException e) {
      failed(e);
      // What is kept may have been turned by another node: its ring counts, even if a step is late.
      Moment kept = momentOf(load());
      install(kept.signingUntil(clock.instant().plus(RETRY)));
    } finally {
      turning.unlock();
    }
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

  private void install(Moment next) {
    if (!next.ring().active().equals(moment.ring().active())) {
      LOG.info("signing with {}", next.ring().active());
    }
    moment = next;
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
    return spare.computeIfAbsent(algorithm, each -> SigningKey.generate(each, now));
  }

  private Moment momentOf(KeyRing ring) {
    Map<SigningAlgorithm, TokenSigner> signers = new EnumMap<>(SigningAlgorithm.class);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      rotation
          .signing(ring, algorithm)
          .ifPresent(key -> signers.put(algorithm, new TokenSigner(key.key())));
    }
    PublishedDocument jwkSet =
        new PublishedDocument(
            "application/jwk-set+json",
            ring.jwkSet().getBytes(UTF_8),
            rotation.schedule().jwkSetMaxAge());
    return new Moment(
        ring, signers, jwkSet.withJitter(), rotation.nextActivation(ring).orElse(Instant.MAX));
  }
}
