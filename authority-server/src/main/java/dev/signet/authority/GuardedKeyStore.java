package dev.signet.authority;

import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeyStore;

/**
 * A store of keys in which no step is taken while a check fails: a step is a matter of time, so
 * nodes must agree on that first. What others changed is read all the same.
 *
 * @param store keeps the ring
 * @param check throws while no step may be taken
 */
record GuardedKeyStore(KeyStore store, Runnable check) implements KeyStore {

  @Override
  public KeyRing load() {
    return store.load();
  }

  @Override
  public boolean replace(KeyRing expected, KeyRing next) {
    check.run();
    return store.replace(expected, next);
  }

  /** Where the ring is, for the log. */
  @Override
  public String toString() {
    return store.toString();
  }
}
