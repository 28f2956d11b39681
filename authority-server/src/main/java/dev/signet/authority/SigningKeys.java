package dev.signet.authority;

import dev.signet.authority.audit.AuditEvent;
import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.keys.KeyEvent;
import dev.signet.authority.keys.KeyFiles;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.KeySettings;
import dev.signet.authority.keys.KeyStore;
import dev.signet.authority.keys.RingKey;
import dev.signet.authority.keys.Rotation;
import dev.signet.authority.keys.signing.SigningEngines;
import dev.signet.authority.keys.signing.SigningKey;
import dev.signet.authority.storage.StorageException;
import java.time.Clock;
import java.util.function.Function;

/** Opens the ring of signing keys where the configuration keeps it, and accounts for its steps. */
public final class SigningKeys {
  private SigningKeys() {}

  /**
   * Lets work use the store of a configuration; opens the database only if the ring is in it.
   *
   * @throws StorageException if the database cannot be opened
   */
  public static <T> T use(AuthorityConfig config, Clock clock, Function<KeyStore, T> work) {
    if (config.keys().place() == KeySettings.Place.FOLDER) {
      return work.apply(new KeyFiles(config.keys(), clock));
    }
    try (Authority authority = Authority.open(config, clock)) {
      return work.apply(authority.keyStore());
    }
  }

  /**
   * Opens the ring of a store; each step that is taken on it is recorded.
   *
   * @throws IllegalArgumentException if a key file is damaged or does not open; the message names
   *     the file and the fix
   * @throws java.io.UncheckedIOException if the folder cannot be read or written
   * @throws StorageException if the database cannot be read or written
   */
  public static KeyRotator open(
      KeyStore store, AuthorityConfig config, Clock clock, AuditLog audit) {
    KeySettings settings = config.keys();
    SigningEngines engines =
        new SigningEngines(config.engines(), key -> audit.record(badSignature(key)));
    return new KeyRotator(
        store,
        new Rotation(settings.schedule(), settings.algorithms()),
        engines,
        clock,
        event -> {
          audit.record(recorded(event));
          if (isEnd(event.kind())) {
            engines.destroy(event.kid());
          }
        });
  }

  private static boolean isEnd(KeyEvent.Kind kind) {
    return kind == KeyEvent.Kind.DROPPED || kind == KeyEvent.Kind.REVOKED;
  }

  /** What is recorded of a key that a process found and signs with. */
  static AuditEvent loaded(RingKey key) {
    return new AuditEvent.KeyLoaded(key.kid(), key.algorithm().joseName());
  }

  private static AuditEvent badSignature(SigningKey key) {
    return new AuditEvent.BadSignatureWithheld(key.kid(), key.algorithm().joseName());
  }

  private static AuditEvent recorded(KeyEvent event) {
    String algorithm = event.algorithm().joseName();
    return switch (event.kind()) {
      case CREATED -> new AuditEvent.KeyCreated(event.kid(), algorithm);
      case IMPORTED -> new AuditEvent.KeyImported(event.kid(), algorithm);
      case ANNOUNCED -> new AuditEvent.KeyAnnounced(event.kid(), algorithm);
      case ACTIVATED -> new AuditEvent.KeyActivated(event.kid(), algorithm);
      case RETIRED -> new AuditEvent.KeyRetired(event.kid(), algorithm);
      case DROPPED -> new AuditEvent.KeyDropped(event.kid(), algorithm);
      case REVOKED -> new AuditEvent.KeyRevoked(event.kid(), algorithm);
    };
  }
}
