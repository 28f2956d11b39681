package dev.signet.authority.token;

/** Uses up what a grant takes once: an assertion, say. */
@FunctionalInterface
public interface Redemption {
  /** Of a grant that may be used again. */
  Redemption NONE = () -> {};

  /**
   * Uses it up.
   *
   * @throws GrantRefusal if it was used before
   * @throws dev.signet.authority.storage.StorageException if that cannot be told now
   */
  void redeem();
}
