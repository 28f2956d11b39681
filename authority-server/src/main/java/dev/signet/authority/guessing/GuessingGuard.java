package dev.signet.authority.guessing;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.GuessingEvent;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.proxy.IpAddress;
import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessKey.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Has whoever fails too often wait: a name from one address, an address whatever the names, and a
 * name whatever the addresses.
 *
 * <p>Nobody can be locked out from elsewhere: an attempt from an address where the name signed in
 * well before is held to the failures of that name from that address alone, and what cannot be
 * guessed is never held to the failures of a name from all addresses. Nor by one who shares the
 * address: what cannot be guessed does not wait at all where its name signed in well before. All is
 * judged by the name as it is claimed, so that an answer does not tell whether it exists, but to
 * one who shares an address with it.
 *
 * <p>No call reads or writes the store; {@link SharedGuesses} does, apart from requests.
 * Thread-safe.
 */
public final class GuessingGuard {
  private final NameHash names;
  private final AuditLog audit;
  private final Clock clock;
  private final Backoffs backoffs;
  private final KnownAddresses known = new KnownAddresses();
  private final Unwritten<GuessKey> unwritten = new Unwritten<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder begun = new LongAdder();

  /**
   * Makes a guard that has seen nobody yet.
   *
   * @param limits how often one may fail
   * @param names hashes the names that it keeps
   * @param audit hears when somebody begins to wait
   * @param clock the time
   */
  GuessingGuard(GuessLimits limits, NameHash names, AuditLog audit, Clock clock) {
    this.names = names;
    this.audit = audit;
    this.clock = clock;
    this.backoffs = new Backoffs(limits);
  }

  /**
   * Lets an attempt be judged unless it has to wait; the longest wait counts. What cannot be
   * guessed does not wait where its name is known, whoever else fails there.
   *
   * @throws OAuthException 429 with {@code Retry-After}
   */
  public void admit(Attempt attempt) {
    Instant now = clock.instant();
    if (!attempt.guessable() && known.has(pair(attempt), now)) {
      return;
    }
    Duration wait = wait(keys(attempt, now), now);
    if (!wait.isZero()) {
      throw refusal(wait);
    }
  }

  /**
   * Counts an attempt that was judged and is not good.
   *
   * @throws OAuthException 429, for a guess that was judged while the wait began: of guesses that
   *     are sent at once no more are answered than of those sent one by one
   */
  public void failed(Attempt attempt) {
    Instant now = clock.instant();
    List<GuessKey> keys = keys(attempt, now);
    if (count(attempt, keys, now) && attempt.guessable()) {
      throw refusal(wait(keys, now));
    }
  }

  /**
   * Remembers from where an attempt was good; it forgives nothing.
   *
   * @throws OAuthException 429, for a guess that was judged while the wait began; it counts as a
   *     wrong one does, so that neither the answer nor the wait tells that it was right
   */
  public void succeeded(Attempt attempt) {
    Instant now = clock.instant();
    if (attempt.guessable()) {
      List<GuessKey> keys = keys(attempt, now);
      if (!wait(keys, now).isZero()) {
        count(attempt, keys, now);
        throw refusal(wait(keys, now));
      }
    }
    known.remember(pair(attempt), now);
  }

  private Duration wait(List<GuessKey> keys, Instant now) {
    Duration wait = Duration.ZERO;
    for (GuessKey key : keys) {
      Duration each = backoffs.wait(key, now);
      wait = each.compareTo(wait) > 0 ? each : wait;
    }
    return wait;
  }

  private OAuthException refusal(Duration wait) {
    refused.increment();
    return OAuthException.tooManyRequests("Too many failed attempts; try again later", wait);
  }

  /** Counts a failure; tells whether one that came then had to wait already. */
  private boolean count(Attempt attempt, List<GuessKey> keys, Instant now) {
    boolean late = false;
    for (GuessKey key : keys) {
      Backoffs.Outcome outcome = backoffs.fail(key, now);
      late |= outcome.waited();
      if (outcome.waits()) {
        unwritten.add(key);
      }
      if (outcome.began()) {
        begun.increment();
        audit.record(backedOff(attempt, key, outcome));
      }
    }
    return late;
  }

  private static GuessingEvent backedOff(Attempt attempt, GuessKey key, Backoffs.Outcome outcome) {
    return new GuessingEvent.BackedOff(
        key.kind().name().toLowerCase(Locale.ROOT),
        attempt.name(),
        attempt.address(),
        outcome.failures(),
        outcome.until(),
        attempt.requestId());
  }

  private List<GuessKey> keys(Attempt attempt, Instant now) {
    GuessKey pair = pair(attempt);
    List<GuessKey> keys = new ArrayList<>(Kind.values().length);
    keys.add(pair);
    if (!known.has(pair, now)) {
      keys.add(GuessKey.ofAddress(pair.address()));
      if (attempt.guessable()) {
        keys.add(GuessKey.ofAccount(pair.name()));
      }
    }
    return keys;
  }

  private GuessKey pair(Attempt attempt) {
    return GuessKey.of(names.of(attempt.name()), IpAddress.network(attempt.address()));
  }

  /** How many attempts were refused as they had to wait. */
  public long refused() {
    return refused.sum();
  }

  /** How often somebody began to wait. */
  public long begun() {
    return begun.sum();
  }

  Backoffs backoffs() {
    return backoffs;
  }

  KnownAddresses known() {
    return known;
  }

  Unwritten<GuessKey> unwritten() {
    return unwritten;
  }
}
