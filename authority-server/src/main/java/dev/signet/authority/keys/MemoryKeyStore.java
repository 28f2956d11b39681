package dev.signet.authority.keys;

/** Keeps a ring in memory alone, as a rehearsal does. */
public final class MemoryKeyStore implements KeyStore {
  private KeyRing ring;

  /** Starts with a ring. */
  public MemoryKeyStore(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public synchronized KeyRing load() {
    return ring;
  }

  @Override
  public synchronized boolean replace(KeyRing expected, KeyRing next) {
    boolean there = ring.equals(expected);
    if (there) {
      ring = next;
    }
    return there;
  }

  /** Where the ring is, for the log. */
  @Override
  public String toString() {
    return "memory";
  }
}
