package dev.signet.authority.authn;

/** Who somebody claims to be, and how to find out whether that is true. */
public interface Claim {
  /** The name claimed. */
  String name();

  /**
   * Finds out; called once, and not at all while the name and the address have failed too often.
   *
   * @throws dev.signet.authority.storage.StorageException if it cannot be found out now
   * @throws dev.signet.authority.directory.DirectoryOverloadedException if too many passwords are
   *     being checked already
   */
  Proof prove();
}
