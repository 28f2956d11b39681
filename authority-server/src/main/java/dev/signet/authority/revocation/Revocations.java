package dev.signet.authority.revocation;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.RevocationEvent;
import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationRecord;
import dev.signet.authority.storage.RevocationRepository.Addition;
import dev.signet.authority.storage.RevocationTarget;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes tokens back, and gives them back. What it did is durable when it returns. Thread-safe.
 *
 * <p>Each revocation lasts until the last token that it can concern has expired for every
 * validator.
 */
public final class Revocations {
  /** The most that a validator can be told to allow between its clock and ours, and a minute. */
  public static final Duration MARGIN = Duration.ofMinutes(6);

  private static final int STEP_RECORDS = 500;

  /** A delta that removes more is no smaller than a list. */
  private static final int REMOVALS_KEPT = 100_000;

  /**
   * Who takes tokens back, and why.
   *
   * @param by a client, or {@code command line}; for the audit log
   * @param reason for people: 1 to 1024 characters
   */
  public record Cause(String by, String reason) {}

  private final Storage storage;
  private final AuditLog audit;
  private final Clock clock;
  private final Duration longestToken;

  /**
   * Makes it.
   *
   * @param storage keeps revocations, and knows what was issued
   * @param audit each change is accounted for there
   * @param clock the time
   * @param longestToken the longest lifetime of any token
   */
  public Revocations(Storage storage, AuditLog audit, Clock clock, Duration longestToken) {
    this.storage = storage;
    this.audit = audit;
    this.clock = clock;
    this.longestToken = longestToken;
  }

  /** The record of a token that lives still, for any validator. */
  public Optional<TokenRecord> findLiving(String jti) {
    return storage
        .tokenReader()
        .find(jti)
        .filter(token -> clock.instant().isBefore(token.expiresAt().plus(MARGIN)));
  }

  /**
   * Revokes one token, and those exchanged from it; revoking it again changes nothing.
   *
   * @throws dev.signet.authority.storage.StorageException if it could not be made durable
   */
  public RevocationRecord revoke(TokenRecord token, Cause cause) {
    // What is exchanged from it expires no later.
    return add(new OneToken(token.jti()), token.expiresAt().plus(MARGIN), cause);
  }

  /**
   * Revokes all tokens that a rule concerns.
   *
   * @throws IllegalArgumentException if its time is ahead: it would refuse tokens that nobody has
   *     yet
   * @throws dev.signet.authority.storage.StorageException if it could not be made durable
   */
  public RevocationRecord revoke(TokensIssuedBefore rule, Cause cause) {
    if (rule.issuedBefore().isAfter(nextSecond())) {
      throw new IllegalArgumentException(
          "issued-before " + rule.issuedBefore() + " is ahead: give now or a time that has passed");
    }
    return add(rule, rule.issuedBefore().plus(longestToken).plus(MARGIN), cause);
  }

  /**
   * The least whole second that no token issued until now reaches: a token carries the second it
   * was issued in, without its fraction.
   */
  public Instant nextSecond() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond() + 1);
  }

  private RevocationRecord add(RevocationTarget target, Instant until, Cause cause) {
    Addition addition =
        storage
            .revocations()
            .add(new NewRevocation(target, until, cause.reason(), clock.instant()));
    RevocationRecord record = addition.revocation();
    if (addition.isNew()) {
      audit.record(
          new RevocationEvent.Added(record.id(), describe(target), cause.by(), cause.reason()));
    }
    return record;
  }

  /**
   * Reverses a revocation: its tokens are good again, as far as they live.
   *
   * @param by who wants it, for the audit log
   * @return what it was; empty if none of this number is in force
   * @throws dev.signet.authority.storage.StorageException if it could not be made durable
   */
  public Optional<RevocationRecord> remove(long id, String by) {
    Optional<RevocationRecord> removed = storage.revocations().remove(id);
    removed.ifPresent(
        record -> audit.record(new RevocationEvent.Removed(id, describe(record.target()), by)));
    return removed;
  }

  /** The latest time before which tokens were revoked; of long ago if none were. */
  public Instant cutOff() {
    return storage.revocationReader().cutOff().orElse(Instant.EPOCH);
  }

  /**
   * Some of what is in force, the oldest first.
   *
   * @param after only what has a greater {@code id}
   * @param most how many, at least 1
   */
  public List<RevocationRecord> inForce(long after, int most) {
    return storage.revocationReader().inForce(after, most);
  }

  /** What is in force, the oldest first. */
  public List<RevocationRecord> inForce() {
    return storage.revocationReader().all().added();
  }

  /** Drops what can concern no living token, in steps. */
  public void dropExpired() {
    List<RevocationRecord> dropped;
    do {
      dropped = storage.revocations().removeExpired(clock.instant(), STEP_RECORDS);
      if (!dropped.isEmpty()) {
        audit.record(new RevocationEvent.Dropped(dropped.size()));
      }
    } while (dropped.size() == STEP_RECORDS && !Thread.currentThread().isInterrupted());
  }

  /**
   * Forgets in steps what was removed long ago: whoever holds a list from before the last {@value
   * #REMOVALS_KEPT} removals takes the full list, not a delta.
   */
  public void forgetRemoved() {
    int forgotten;
    do {
      forgotten = storage.revocations().forgetRemoved(REMOVALS_KEPT, STEP_RECORDS);
    } while (forgotten == STEP_RECORDS && !Thread.currentThread().isInterrupted());
  }

  /** Which tokens it concerns, in words. */
  public static String describe(RevocationTarget target) {
    if (target instanceof OneToken token) {
      return "token " + token.jti();
    }
    TokensIssuedBefore rule = (TokensIssuedBefore) target;
    StringBuilder words = new StringBuilder("tokens");
    rule.subject().ifPresent(value -> words.append(" of holder ").append(value));
    rule.clientId().ifPresent(value -> words.append(" of client ").append(value));
    rule.keyId().ifPresent(value -> words.append(" of key ").append(value));
    rule.audience().ifPresent(value -> words.append(" for ").append(value));
    return words.append(" issued before ").append(rule.issuedBefore()).toString();
  }

  /** A client was not let take a token back. */
  void refused(String client, String reason, String requestId) {
    audit.record(new RevocationEvent.Refused(client, reason, requestId));
  }
}
