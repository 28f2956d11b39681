package dev.signet.authority.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.storage.purge.SteppedPurge;
import dev.signet.authority.storage.session.SessionRecord;
import dev.signet.authority.storage.session.SessionRepository;
import dev.signet.validator.keys.Sha256;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Opens sessions and ends them. A session is a value of 256 random bits that its user alone has;
 * what is kept is its hash. Thread-safe; all nodes over one database have the same sessions.
 */
public final class Sessions {
  private static final int VALUE_BYTES = 32;
  private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

  private final SessionRepository repository;
  private final SessionSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Takes the parts.
   *
   * @param repository where sessions are kept
   * @param settings when they end
   * @param clock the time
   */
  public Sessions(SessionRepository repository, SessionSettings settings, Clock clock) {
    this.repository = repository;
    this.settings = settings;
    this.clock = clock;
  }

  SessionSettings settings() {
    return settings;
  }

  /** Opens a session; returns its value, which is seen this one time. */
  String open(String user) {
    byte[] bytes = new byte[VALUE_BYTES];
    random.nextBytes(bytes);
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    repository.add(new SessionRecord(hash(value), user, now, now, now.plus(settings.absolute())));
    return value;
  }

  /** The living session of a value. */
  Optional<SessionRecord> find(String value) {
    Instant now = clock.instant();
    return repository
        .find(hash(value))
        .filter(session -> now.isBefore(session.expiresAt()))
        .filter(session -> now.isBefore(session.lastSeenAt().plus(settings.idle())));
  }

  /** Notes that a session is in use, once a minute. */
  void see(SessionRecord session) {
    Instant now = clock.instant();
    if (!now.isBefore(session.lastSeenAt().plus(NOTE_EVERY))) {
      repository.see(session.hash(), now);
    }
  }

  /** Ends a session; nothing happens if it has ended. */
  void end(SessionRecord session) {
    repository.remove(session.hash());
  }

  /** Forgets all sessions that have ended; a storage that fails is logged and tried again. */
  public void purge() {
    Instant now = clock.instant();
    Instant unusedSince = now.minus(settings.idle());
    SteppedPurge.run("ended sessions", most -> repository.purge(now, unusedSince, most));
  }

  private static String hash(String value) {
    return HexFormat.of().formatHex(Sha256.of(value.getBytes(US_ASCII)));
  }
}
