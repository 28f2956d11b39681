package dev.signet.authority.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the secrets of applications, and keeps and compares them as keyed hashes.
 *
 * <p>A secret is {@code sgs_} and 43 characters of base64url: 256 random bits. Nobody guesses
 * those, so one HMAC-SHA256 is enough where a password needs slow work; the key, held outside the
 * database, makes a stolen table useless. Thread-safe.
 */
public final class SecretHasher {
  /** Bytes of the key: as many as the hash has (RFC 2104 §3). */
  public static final int KEY_BYTES = 32;

  private static final int SECRET_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final String STORED_PREFIX = "hmac-sha256:";
  private static final String SECRET_PREFIX = "sgs_";
  private static final Pattern SECRET_FORM = Pattern.compile("sgs_[A-Za-z0-9_-]{43}");
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final SecureRandom random;
  private final LongAdder computations = new LongAdder();

  /**
   * Takes the key.
   *
   * @param key {@value #KEY_BYTES} bytes, copied; with another key no stored secret matches
   * @param random where new secrets come from
   * @throws IllegalArgumentException when the key has another length
   */
  public SecretHasher(byte[] key, SecureRandom random) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("key must have " + KEY_BYTES + " bytes");
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.random = random;
  }

  /** Whether a text looks like a generated secret. */
  public static boolean hasSecretForm(String text) {
    return SECRET_FORM.matcher(text).matches();
  }

  /** A new secret. */
  public String generate() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return SECRET_PREFIX + BASE64URL.encodeToString(bytes);
  }

  /** The form in which a secret is kept: {@code hmac-sha256:} and 43 characters of base64url. */
  public String hash(String secret) {
    computations.increment();
    return STORED_PREFIX + BASE64URL.encodeToString(hmac(secret));
  }

  private byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /**
   * Tells whether a stored form is the one of the presented secret: takes one HMAC at once, and a
   * comparison in constant time for each that is stored.
   */
  Predicate<String> matcher(String presented) {
    byte[] hash = hash(presented).getBytes(UTF_8);
    return stored -> MessageDigest.isEqual(hash, stored.getBytes(UTF_8));
  }

  /**
   * A key for another use, the same wherever the hash key is: {@value #KEY_BYTES} bytes.
   *
   * @param use its name; no generated secret has its form
   * @throws IllegalArgumentException if one has
   */
  public byte[] derivedKey(String use) {
    if (hasSecretForm(use)) {
      throw new IllegalArgumentException("use must not look like a secret");
    }
    return hmac(use);
  }

  /** How many HMACs were computed. */
  long computations() {
    return computations.sum();
  }
}
