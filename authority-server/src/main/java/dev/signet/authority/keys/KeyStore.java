package dev.signet.authority.keys;

/** Where the ring is kept between processes. Implementations are thread-safe. */
public interface KeyStore {
  /**
   * The ring as it is kept now; {@link KeyRing#EMPTY} before the first.
   *
   * @throws IllegalArgumentException if what is kept is damaged or does not open; the message names
   *     the fix
   * @throws java.io.UncheckedIOException if its folder cannot be read
   * @throws dev.signet.authority.storage.StorageException if the database cannot be read
   */
  KeyRing load();

  /**
   * Keeps another ring in place of an expected one, all of it or nothing.
   *
   * @return whether the expected one was there; otherwise nothing changed, as another was faster
   * @throws java.io.UncheckedIOException if its folder cannot be written; the ring before is kept
   * @throws dev.signet.authority.storage.StorageException if the database cannot be written; the
   *     ring before is kept
   */
  boolean replace(KeyRing expected, KeyRing next);
}
