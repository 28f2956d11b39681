package dev.signet.authority.directory.credential;

import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in good time which credentials are about to expire: in the log whenever another is, and as
 * a number. Thread-safe.
 */
public final class ExpiringCredentials {
  /** How long before its expiry a credential is told of. */
  public static final Duration NOTICE = Duration.ofDays(30);

  /** How often to look for them. */
  public static final Duration LOOK_EVERY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(ExpiringCredentials.class);

  private final CredentialReader reader;
  private final Clock clock;
  private volatile Set<String> told = Set.of();

  /** Has not looked yet. */
  public ExpiringCredentials(CredentialReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** Those that are valid at a time and expire within {@link #NOTICE}. */
  public static List<CredentialRecord> find(CredentialReader reader, Instant now) {
    return reader.expiring(now, now.plus(NOTICE));
  }

  /**
   * Looks which there are.
   *
   * @throws dev.signet.authority.storage.StorageException when they cannot be read
   */
  public void look() {
    List<CredentialRecord> expiring = find(reader, clock.instant());
    Set<String> before = told;
    expiring.stream()
        .filter(each -> !before.contains(name(each)))
        .forEach(
            each ->
                LOG.warn(
                    "credential {} of {} expires at {}: add another and let the client change",
                    each.id(),
                    each.consumer(),
                    each.expiresAt()));
    told = expiring.stream().map(ExpiringCredentials::name).collect(Collectors.toSet());
  }

  /** How many there were at the last look. */
  public int count() {
    return told.size();
  }

  private static String name(CredentialRecord credential) {
    return credential.consumer() + " " + credential.id();
  }
}
