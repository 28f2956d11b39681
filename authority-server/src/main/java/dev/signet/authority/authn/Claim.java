package dev.signet.authority.authn;

/** Who somebody claims to be, and how to find out whether that is true. */
public interface Claim {
  /** The name claimed. */
  String name();

  /**
   * Whether what is presented could have been guessed, as a password can; a signature, a
   * certificate and random bits cannot. Its form alone decides, and never who is claimed.
   */
  default boolean isGuessable() {
    return false;
  }

  /**
   * Finds out; called once, and not at all while the attempt has to wait.
   *
   * @throws dev.signet.authority.storage.StorageException if it cannot be found out now
   * @throws dev.signet.authority.directory.DirectoryOverloadedException if too many passwords are
   *     being checked already
   */
  Proof prove();
}
