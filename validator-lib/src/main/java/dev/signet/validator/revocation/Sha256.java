package dev.signet.validator.revocation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash by which a list names tokens and holders. */
final class Sha256 {
  private Sha256() {}

  /** A digest to be fed. */
  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
