package dev.signet.authority.guessing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes names under a key: who reads the table learns no names, and one that a stranger chose has
 * the length of any other. Thread-safe.
 */
final class NameHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "signet: names under guessing";
  private static final int BYTES = 16;

  /** No consumer has a longer name. */
  private static final int MAX_NAME_CHARS = 128;

  private final SecretKeySpec key;

  /**
   * Takes the key.
   *
   * @param secret the key of the hash of secrets; another key, for this purpose, is made of it
   */
  NameHash(byte[] secret) {
    SecretKeySpec master = new SecretKeySpec(secret, ALGORITHM);
    this.key = new SecretKeySpec(mac(master, PURPOSE), ALGORITHM);
  }

  /** 22 characters of base64url; of names that are longer than any consumer's always the same. */
  String of(String name) {
    byte[] hash = mac(key, name.length() > MAX_NAME_CHARS ? "" : name);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }
}
