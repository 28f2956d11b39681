package dev.signet.authority.keys.signing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D). What is sealed begins with the name of its master key and the
 * nonce; the public half is authenticated with it, so nobody can put one key in another's place.
 */
final class MasterKeySeal implements KeySeal {
  private static final int KEY_BYTES = 32;
  private static final int NAME_BYTES = 8;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final List<SecretKey> keys;

  private MasterKeySeal(List<SecretKey> keys) {
    this.keys = List.copyOf(keys);
  }

  static MasterKeySeal parse(String base64) {
    List<SecretKey> keys =
        base64
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(MasterKeySeal::key)
            .toList();
    if (keys.isEmpty()) {
      throw malformed();
    }
    return new MasterKeySeal(keys);
  }

  private static SecretKey key(String line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line);
      if (bytes.length == KEY_BYTES) {
        return new SecretKeySpec(bytes, "AES");
      }
    } catch (IllegalArgumentException e) {
      // Told below; the line is a secret, so nothing of it may be told.
    }
    throw malformed();
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "is not 32 bytes in base64 a line: openssl rand -base64 32");
  }

  @Override
  public String label() {
    return KeyPem.WRAPPED;
  }

  @Override
  public byte[] seal(byte[] pkcs8, byte[] publicKey) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    SecretKey key = keys.get(0);
    byte[] wrapped = cipher(Cipher.ENCRYPT_MODE, key, nonce, publicKey).doFinal(pkcs8);
    return ByteBuffer.allocate(NAME_BYTES + NONCE_BYTES + wrapped.length)
        .put(name(key))
        .put(nonce)
        .put(wrapped)
        .array();
  }

  @Override
  public byte[] open(byte[] sealed, byte[] publicKey) throws GeneralSecurityException {
    if (sealed.length < NAME_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw new GeneralSecurityException("too short");
    }
    byte[] name = Arrays.copyOf(sealed, NAME_BYTES);
    byte[] nonce = Arrays.copyOfRange(sealed, NAME_BYTES, NAME_BYTES + NONCE_BYTES);
    SecretKey key =
        keys.stream()
            .filter(each -> Arrays.equals(name(each), name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is wrapped by another master key: add its line to keys.masterKeyFile"));
    return cipher(Cipher.DECRYPT_MODE, key, nonce, publicKey)
        .doFinal(Arrays.copyOfRange(sealed, NAME_BYTES + NONCE_BYTES, sealed.length));
  }

  @Override
  public String doesNotOpen() {
    return "is damaged, or not the key it was: restore a backup of the database";
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, byte[] publicKey)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(publicKey);
    return cipher;
  }

  /** Tells master keys apart and, as they are random, says nothing of them. */
  private static byte[] name(SecretKey key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return Arrays.copyOf(hash, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKeySeal";
  }
}
