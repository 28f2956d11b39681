package dev.signet.authority.keys;

/** Where a key stands in its life; a key that is in no ring is gone. */
public enum KeyState {
  /** Published, signs nothing yet: verifiers learn it first. */
  NEXT,
  /** Published, and signs. */
  ACTIVE,
  /** Published, signs no more: tokens that it signed may still live. */
  RETIRING
}
