package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step in the life of a key, when the ring with it is kept for good.
 *
 * @param kind which
 * @param kid the name of the key
 * @param algorithm what it signs with
 */
public record KeyEvent(Kind kind, String kid, SigningAlgorithm algorithm) {
  /** The steps. */
  public enum Kind {
    /** Made here. */
    CREATED,
    /** Made elsewhere, and taken in. */
    IMPORTED,
    /** Published before it signs. */
    ANNOUNCED,
    /** Signs from now on. */
    ACTIVATED,
    /** Signs no more; published until its last token has expired. */
    RETIRED,
    /** Gone at the end of its life, or with its line before it signed. */
    DROPPED,
    /** Gone before its time: its tokens are refused. */
    REVOKED
  }

  /**
   * The steps from one ring to another.
   *
   * @param arrival how a new key came: created or imported
   * @param departure how a missing key went: dropped or revoked
   */
  static List<KeyEvent> between(KeyRing before, KeyRing after, Kind arrival, Kind departure) {
    List<KeyEvent> events = new ArrayList<>();
    for (RingKey old : before.keys()) {
      if (after.find(old.kid()).isEmpty()) {
        events.add(of(departure, old));
      }
    }
    for (RingKey key : after.keys()) {
      Optional<RingKey> old = before.find(key.kid());
      if (old.isEmpty()) {
        events.add(of(arrival, key));
      }
      if (old.isEmpty() || old.get().state() != key.state()) {
        events.add(of(reached(key.state()), key));
      }
    }
    return events;
  }

  private static KeyEvent of(Kind kind, RingKey key) {
    return new KeyEvent(kind, key.kid(), key.algorithm());
  }

  private static Kind reached(KeyState state) {
    return switch (state) {
      case NEXT -> Kind.ANNOUNCED;
      case ACTIVE -> Kind.ACTIVATED;
      case RETIRING -> Kind.RETIRED;
    };
  }
}
