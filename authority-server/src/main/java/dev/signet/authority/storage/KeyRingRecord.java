package dev.signet.authority.storage;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The ring of signing keys as it is kept. What the texts say is the business of {@code keys}.
 *
 * @param version grows by one with each change; 0 before the first
 * @param manifest which keys there are and where each stands; empty before the first change
 * @param keys the text of each key by its {@code kid}, the private half sealed
 */
public record KeyRingRecord(long version, String manifest, Map<String, String> keys) {
  /** Copies the texts. */
  public KeyRingRecord {
    requireNonNull(manifest, "manifest");
    keys = Map.copyOf(keys);
    if (version < 0) {
      throw new IllegalArgumentException("version must not be negative");
    }
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "KeyRingRecord[version=" + version + ", keys=" + keys.keySet() + "]";
  }
}
