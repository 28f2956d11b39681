package dev.signet.authority.keys;

import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningEngines;
import dev.signet.authority.keys.signing.SigningKey;
import dev.signet.authority.keys.signing.SigningSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys, rings and settings for tests. */
final class TestKeys {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  static final Duration HOUR = Duration.ofHours(1);

  /** Every 30 days, announced for a day, kept for 66 minutes. */
  static final RotationSchedule USUAL = RotationSchedule.usual(HOUR);

  private TestKeys() {}

  static SigningKey key(SigningAlgorithm algorithm) {
    return SigningKey.generate(algorithm, START);
  }

  static SigningKey key() {
    return key(SigningAlgorithm.ED25519);
  }

  static RingKey next(SigningKey key, Instant at) {
    return RingKey.announced(key, at);
  }

  static RingKey active(SigningKey key, Instant at) {
    return next(key, at).activatedAt(at, HOUR);
  }

  static RingKey retiring(SigningKey key, Instant at) {
    return active(key, at).retiredAt(at);
  }

  static KeyRing ring(RingKey... keys) {
    return new KeyRing(List.of(keys));
  }

  static Rotation rotation(SigningAlgorithm... lines) {
    return new Rotation(USUAL, List.of(lines));
  }

  static SigningEngines engines() {
    return new SigningEngines(SigningSettings.DEFAULT, key -> {});
  }

  static KeySettings settings(Path folder, @Nullable String secret, SigningAlgorithm... lines) {
    return new KeySettings(
        KeySettings.Place.FOLDER,
        folder,
        List.of(lines),
        secret == null ? KeySeal.none() : KeySeal.passphrase(secret),
        USUAL);
  }

  /** The kinds of the events of one key, in their order. */
  static List<KeyEvent.Kind> kinds(List<KeyEvent> events) {
    return new ArrayList<>(events.stream().map(KeyEvent::kind).toList());
  }
}
