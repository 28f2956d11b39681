package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a ring and the instants of its life, which alone decide its state. Immutable.
 *
 * @param key the key pair
 * @param announcedAt when it was first published
 * @param activated when it began to sign; null before
 * @param retired when it ceased to sign; null before
 * @param longestToken the longest lifetime that its tokens can have
 */
public record RingKey(
    SigningKey key,
    Instant announcedAt,
    @Nullable Instant activated,
    @Nullable Instant retired,
    Duration longestToken) {
  /** Checks that only a key that signed can retire. */
  public RingKey {
    if (retired != null && activated == null) {
      throw new IllegalArgumentException("the key " + key.kid() + " retired but was never active");
    }
    if (longestToken.isNegative()) {
      throw new IllegalArgumentException("the longest token of " + key.kid() + " is negative");
    }
  }

  /** A key that is published and does not sign yet. */
  static RingKey announced(SigningKey key, Instant now) {
    return new RingKey(key, now, null, null, Duration.ZERO);
  }

  RingKey activatedAt(Instant now, Duration longest) {
    return new RingKey(key, announcedAt, now, null, longest);
  }

  RingKey retiredAt(Instant now) {
    return new RingKey(key, announcedAt, activated, now, longestToken);
  }

  /** The same key, able to have signed tokens of this length; never less than before. */
  RingKey signingUpTo(Duration longest) {
    return longest.compareTo(longestToken) <= 0
        ? this
        : new RingKey(key, announcedAt, activated, retired, longest);
  }

  /** Where it stands. */
  public KeyState state() {
    if (retired != null) {
      return KeyState.RETIRING;
    }
    return activated == null ? KeyState.NEXT : KeyState.ACTIVE;
  }

  /** The name of the key. */
  public String kid() {
    return key.kid();
  }

  /** The algorithm it signs with. */
  public SigningAlgorithm algorithm() {
    return key.algorithm();
  }

  /** When it began to sign; empty for a key that never did. */
  public Optional<Instant> activatedAt() {
    return Optional.ofNullable(activated);
  }

  /** When it ceased to sign; empty before. */
  public Optional<Instant> retiredAt() {
    return Optional.ofNullable(retired);
  }

  /** Names the key and its state. */
  @Override
  public String toString() {
    return key + " " + state();
  }

  /** Since when it is in its state. */
  public Instant since() {
    return retiredAt().or(this::activatedAt).orElse(announcedAt);
  }
}
