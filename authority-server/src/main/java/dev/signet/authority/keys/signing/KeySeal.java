package dev.signet.authority.keys.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * What keeps the private half of a key from those who read its text. Implementations are immutable
 * and thread-safe; none shows its secret in {@code toString}.
 */
public interface KeySeal {
  /** No seal: the private half is in the clear, for development only. */
  static KeySeal none() {
    return new NoSeal();
  }

  /**
   * Encrypts by a passphrase: PBES2 (RFC 8018 §6.2) with PBKDF2 and AES-256, as {@code openssl}
   * reads it.
   */
  static KeySeal passphrase(String passphrase) {
    return new PassphraseSeal(passphrase);
  }

  /**
   * Wraps by a master key, which several nodes share: AES-256-GCM, bound to the public half.
   *
   * @param base64 32 bytes in base64 a line; the first wraps, all of them open
   * @throws IllegalArgumentException if a line is anything else, or there is none
   */
  static KeySeal masterKeys(String base64) {
    return MasterKeySeal.parse(base64);
  }

  /** Whether the private half is in the clear. */
  default boolean isClear() {
    return false;
  }

  /** The label of the PEM block (RFC 7468) that holds what {@link #seal} returns. */
  String label();

  /** Seals a private half in PKCS#8; the public half, in DER, says whose it is. */
  byte[] seal(byte[] pkcs8, byte[] publicKey) throws GeneralSecurityException, IOException;

  /**
   * Opens what was sealed for this public half.
   *
   * @throws GeneralSecurityException if it does not open
   * @throws IOException if it is no such thing at all
   * @throws IllegalArgumentException if it does not open for a reason that the message tells
   */
  byte[] open(byte[] sealed, byte[] publicKey) throws GeneralSecurityException, IOException;

  /** What is wrong when it does not open, and what to do. */
  String doesNotOpen();
}
