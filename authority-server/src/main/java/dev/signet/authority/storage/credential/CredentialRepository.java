package dev.signet.authority.storage.credential;

import java.time.Instant;
import java.util.Collection;

/**
 * Keeps the credentials of clients: the handle that may write. Thread-safe.
 *
 * <p>The secret that an application was added with is kept as its first credential by the same
 * write that keeps the application. Each method throws a {@code StorageException} when its change
 * could not be made durable.
 */
public interface CredentialRepository {
  /**
   * Keeps one more; those of the client that had expired by then are forgotten.
   *
   * @param most how many the client may have with it
   * @return whether it was kept; false where there are as many already
   */
  boolean add(CredentialRecord credential, int most);

  /**
   * Lets one prove nothing from a time on.
   *
   * @return whether it did until then; false where it is not there, or ends no later already
   */
  boolean expire(String consumer, String id, Instant at);

  /** Takes down when some were last used; those that are gone are passed over. */
  void takeDown(Collection<CredentialUse> uses);
}
