package dev.signet.authority.guessing;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.storage.Storage;
import java.time.Clock;
import java.time.Duration;

/**
 * The guard of an authority, with those who look after it.
 *
 * @param guard stands before each attempt
 * @param shared tells other nodes, and hears from them
 * @param administration is for operators
 */
public record Guessing(
    GuessingGuard guard, SharedGuesses shared, GuessAdministration administration) {

  /**
   * Joins them over a store.
   *
   * @param limits how often one may fail
   * @param hashKey the key of the hash of secrets
   * @param storage where waits are kept
   * @param audit hears when somebody begins to wait
   * @param clockTolerance by how much the clock of each node may differ from that of the store
   * @param clock the time
   */
  public static Guessing over(
      GuessLimits limits,
      byte[] hashKey,
      Storage storage,
      AuditLog audit,
      Duration clockTolerance,
      Clock clock) {
    NameHash names = new NameHash(hashKey);
    GuessingGuard guard = new GuessingGuard(limits, names, audit, clock);
    return new Guessing(
        guard,
        new SharedGuesses(guard, limits, storage.guesses(), clockTolerance, clock),
        new GuessAdministration(
            storage.guesses(),
            names,
            storage.consumerReader(),
            SharedGuesses.longest(limits, clockTolerance),
            // Nodes look back no further than their clocks may be apart; an operator's may be more.
            () -> storage.time().orElseGet(clock::instant)));
  }
}
