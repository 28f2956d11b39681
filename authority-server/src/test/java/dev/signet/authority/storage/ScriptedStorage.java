package dev.signet.authority.storage;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.session.SessionRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A store in memory that does what a test says before it keeps a token. Thread-safe. */
public final class ScriptedStorage implements Storage {
  private final InMemoryStorage kept = new InMemoryStorage();
  private volatile Runnable beforeAdd = () -> {};
  private volatile Supplier<Optional<Instant>> time = Optional::empty;

  /** Runs this before each token is kept: it may wait, or throw. */
  public void beforeAdd(Runnable step) {
    beforeAdd = step;
  }

  /** Has a clock of its own, which may take its time to answer, or throw. */
  public void tellTime(Supplier<Instant> clock) {
    time = () -> Optional.of(clock.get());
  }

  @Override
  public Optional<Instant> time() {
    return time.get();
  }

  @Override
  public TokenRepository tokens() {
    TokenRepository tokens = kept.tokens();
    return new TokenRepository() {
      @Override
      public void add(TokenRecord record) {
        beforeAdd.run();
        tokens.add(record);
      }

      @Override
      public int purgeExpired(Instant before, int maxRecords) {
        return tokens.purgeExpired(before, maxRecords);
      }
    };
  }

  @Override
  public TokenReader tokenReader() {
    return kept.tokenReader();
  }

  @Override
  public ConsumerRepository consumers() {
    return kept.consumers();
  }

  @Override
  public GuessRepository guesses() {
    return kept.guesses();
  }

  @Override
  public AllowanceRepository allowances() {
    return kept.allowances();
  }

  @Override
  public SessionRepository sessions() {
    return kept.sessions();
  }

  @Override
  public ConsumerReader consumerReader() {
    return kept.consumerReader();
  }

  @Override
  public CredentialRepository credentials() {
    return kept.credentials();
  }

  @Override
  public CredentialReader credentialReader() {
    return kept.credentialReader();
  }

  @Override
  public RevocationRepository revocations() {
    return kept.revocations();
  }

  @Override
  public RevocationReader revocationReader() {
    return kept.revocationReader();
  }

  @Override
  public KeyRingRepository keyRing() {
    return kept.keyRing();
  }

  @Override
  public AssertionLog usedAssertions() {
    return kept.usedAssertions();
  }

  @Override
  public void probe() {
    kept.probe();
  }

  @Override
  public void probeReading() {
    kept.probeReading();
  }

  @Override
  public Workload workload() {
    return kept.workload();
  }

  @Override
  public void close() {
    kept.close();
  }
}
