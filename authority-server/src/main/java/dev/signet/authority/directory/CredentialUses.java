package dev.signet.authority.directory;

import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.credential.CredentialRecord;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.credential.CredentialUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when credentials were last used, and writes it down apart from the requests: no request
 * waits for it, and a credential is written at most once an hour. What a crash loses is an hour of
 * precision. Thread-safe; it holds one entry for each credential in use.
 */
public final class CredentialUses {
  /** How often they are to be written down. */
  public static final Duration WRITE_EVERY = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(CredentialUses.class);
  private static final Duration PRECISION = Duration.ofHours(1);

  private final CredentialRepository repository;
  private final Clock clock;
  private final Map<Name, CredentialUse> unwritten = new ConcurrentHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param repository where uses are taken down
   * @param clock tells when they were
   */
  public CredentialUses(CredentialRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** A credential has proved something now. */
  void remember(CredentialRecord credential) {
    Instant now = clock.instant();
    Instant last = credential.lastUsedAt();
    if (last == null || !now.isBefore(last.plus(PRECISION))) {
      unwritten.put(
          new Name(credential.consumer(), credential.id()),
          new CredentialUse(credential.consumer(), credential.id(), now));
    }
  }

  /** Writes down what is remembered; what cannot be written stays for the next time. */
  public void write() {
    List<Map.Entry<Name, CredentialUse>> uses = new ArrayList<>(unwritten.entrySet());
    if (uses.isEmpty()) {
      return;
    }
    try {
      repository.takeDown(uses.stream().map(Map.Entry::getValue).toList());
      // One that was used meanwhile is another entry, and stays.
      uses.forEach(use -> unwritten.remove(use.getKey(), use.getValue()));
    } catch (StorageException e) {
      LOG.warn("when {} credentials were last used is not written down yet", uses.size(), e);
    }
  }

  /** Which credential of which client. */
  private record Name(String consumer, String id) {}
}
