package dev.signet.authority.revocation;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What leads from one state to the present one, renewed by one of those who ask while the others
 * wait for it, 2 s at most. Thread-safe.
 */
final class SignedDelta {
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile @Nullable SignedRevocations signed;

  /** The last one, if it is fresh. */
  Optional<SignedRevocations> find(Predicate<SignedRevocations> isFresh) {
    return Optional.ofNullable(signed).filter(isFresh);
  }

  /**
   * The last one, or another.
   *
   * @param renewal makes it; empty if the way is not known
   * @throws dev.signet.authority.storage.StorageException if it cannot be made, or took others too
   *     long
   */
  Optional<SignedRevocations> get(
      Predicate<SignedRevocations> isFresh, Supplier<Optional<SignedRevocations>> renewal) {
    SharedTurn.lock(renewing);
    try {
      if (find(isFresh).isEmpty()) {
        signed = renewal.get().orElse(null);
      }
      return Optional.ofNullable(signed);
    } finally {
      renewing.unlock();
    }
  }
}
