package dev.signet.validator.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, which every Java platform has. Thread-safe. */
public final class Sha256 {
  private Sha256() {}

  /** A digest to be fed; for one thread. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The hash of some bytes: 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return start().digest(bytes);
  }
}
