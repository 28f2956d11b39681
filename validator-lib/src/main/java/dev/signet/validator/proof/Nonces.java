package dev.signet.validator.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces for proofs (RFC 9449 §8 and §9) without a store: the nonce of a slot of time is a MAC of
 * its number, so that nobody knows it before the slot begins. That of the slot before is good too,
 * and no other. Thread-safe.
 */
public final class Nonces {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 16;

  private final byte[] key;
  private final long slotSeconds;
  private volatile @Nullable Slot latest;

  private Nonces(byte[] key, Duration slot) {
    this.key = key;
    this.slotSeconds = slot.toSeconds();
  }

  private record Slot(long number, String current, String previous) {}

  /** Nonces of this instance alone, by a random key: those of another are refused. */
  public static Nonces ofThisInstance(Duration slot) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return sharing(key, slot);
  }

  /**
   * Nonces that every instance with this key and slot gives and takes.
   *
   * @param slot how long one is given; it is good for at least as long, and less than twice as long
   * @throws IllegalArgumentException unless the key has 32 bytes or more, and the slot is from 1 s
   *     to 1 h
   */
  public static Nonces sharing(byte[] key, Duration slot) {
    if (key.length < KEY_BYTES) {
      throw new IllegalArgumentException("key has " + key.length + " bytes; give 32 or more");
    }
    if (slot.toSeconds() < 1 || slot.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("slot is " + slot + "; give one from PT1S to PT1H");
    }
    return new Nonces(key.clone(), slot);
  }

  /** The nonce to give at this moment: 22 characters of base64url. */
  public String current(Instant now) {
    return slot(now).current();
  }

  /** Whether a nonce is that of now or of the slot before. */
  boolean isGood(String nonce, Instant now) {
    Slot slot = slot(now);
    return isEqual(nonce, slot.current()) || isEqual(nonce, slot.previous());
  }

  private Slot slot(Instant now) {
    long number = Math.floorDiv(now.getEpochSecond(), slotSeconds);
    Slot known = latest;
    if (known == null || known.number() != number) {
      known = new Slot(number, of(number), of(number - 1));
      latest = known;
    }
    return known;
  }

  private String of(long slot) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] full = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(slot).array());
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(full, NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static boolean isEqual(String given, String ours) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), ours.getBytes(StandardCharsets.UTF_8));
  }
}
