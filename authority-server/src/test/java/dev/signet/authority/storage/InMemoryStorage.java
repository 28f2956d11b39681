package dev.signet.authority.storage;

import dev.signet.authority.storage.assertion.AssertionLog;
import dev.signet.authority.storage.assertion.AssertionUse;
import dev.signet.authority.storage.credential.CredentialReader;
import dev.signet.authority.storage.credential.CredentialRepository;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.session.SessionRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store for tests of others: keeps everything in memory, and fails on demand. Thread-safe. */
public final class InMemoryStorage implements Storage {
  private final Map<String, TokenRecord> tokens = new HashMap<>();
  private final Map<String, ConsumerRecord> consumers = new TreeMap<>();
  private final InMemoryRevocations revocations =
      new InMemoryRevocations(this::probe, () -> this.beforeRead.run());
  private final Map<String, Instant> usedAssertions = new HashMap<>();
  private final InMemoryCredentials credentials =
      new InMemoryCredentials(this::probe, () -> this.beforeRead.run());
  private final InMemorySessions sessions = new InMemorySessions(this::probe);
  private final InMemoryGuesses guesses =
      new InMemoryGuesses(this::probe, () -> this.beforeRead.run());
  private final InMemoryAllowances allowances =
      new InMemoryAllowances(this::probe, () -> this.beforeRead.run());
  private KeyRingRecord keyRing = new KeyRingRecord(0, "", Map.of());
  private @Nullable StorageException fault;
  private volatile Runnable beforeRead = () -> {};

  /** Lets each later write fail so, until {@link #recover}; reading goes on. */
  public synchronized void failWith(StorageException newFault) {
    fault = newFault;
  }

  /** Runs this before each reading: it may throw. */
  public void beforeReading(Runnable step) {
    beforeRead = step;
  }

  /** Lets writes succeed again. */
  public synchronized void recover() {
    fault = null;
  }

  /** Waits until a validator has reported that it enforces this change; returns whether it has. */
  public boolean awaitReport(String name, long change, Duration longest) {
    return revocations.awaitReport(name, change, longest);
  }

  @Override
  public synchronized void probe() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public void probeReading() {
    beforeRead.run();
  }

  @Override
  public Workload workload() {
    return new NoWork();
  }

  @Override
  public void close() {
    failWith(new StorageException("the store is closed"));
  }

  @Override
  public TokenRepository tokens() {
    return new Tokens();
  }

  @Override
  public TokenReader tokenReader() {
    return new Tokens();
  }

  @Override
  public ConsumerRepository consumers() {
    return new Consumers();
  }

  @Override
  public ConsumerReader consumerReader() {
    return new Consumers();
  }

  @Override
  public CredentialRepository credentials() {
    return credentials;
  }

  @Override
  public CredentialReader credentialReader() {
    return credentials;
  }

  @Override
  public RevocationRepository revocations() {
    return revocations;
  }

  @Override
  public RevocationReader revocationReader() {
    return revocations;
  }

  @Override
  public SessionRepository sessions() {
    return sessions;
  }

  @Override
  public GuessRepository guesses() {
    return guesses;
  }

  @Override
  public AllowanceRepository allowances() {
    return allowances;
  }

  @Override
  public KeyRingRepository keyRing() {
    return new Rings();
  }

  @Override
  public AssertionLog usedAssertions() {
    return new Uses();
  }

  private synchronized boolean use(AssertionUse use) {
    probe();
    Instant until = use.expiresAt().plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    return usedAssertions.putIfAbsent(use.hash(), until) == null;
  }

  private synchronized int purgeUses(Instant before, int most) {
    probe();
    List<String> expired =
        usedAssertions.entrySet().stream()
            .filter(use -> use.getValue().isBefore(before.truncatedTo(ChronoUnit.SECONDS)))
            .sorted(Map.Entry.comparingByValue())
            .limit(most)
            .map(Map.Entry::getKey)
            .toList();
    expired.forEach(usedAssertions::remove);
    return expired.size();
  }

  private synchronized KeyRingRecord findRing() {
    return keyRing;
  }

  private synchronized boolean replaceRing(KeyRingRecord next) {
    probe();
    boolean expected = keyRing.version() == next.version() - 1;
    if (expected) {
      keyRing = next;
    }
    return expected;
  }

  private synchronized void addToken(TokenRecord record) {
    probe();
    if (tokens.putIfAbsent(record.jti(), record) != null) {
      throw new StorageException.Duplicate("a token with this jti is already kept");
    }
  }

  private synchronized int purgeTokens(Instant before, int maxRecords) {
    probe();
    List<String> expired =
        tokens.values().stream()
            .filter(token -> token.expiresAt().isBefore(before))
            .sorted(Comparator.comparing(TokenRecord::expiresAt))
            .limit(maxRecords)
            .map(TokenRecord::jti)
            .toList();
    expired.forEach(tokens::remove);
    return expired.size();
  }

  private synchronized Optional<TokenRecord> findToken(String jti) {
    beforeRead.run();
    return Optional.ofNullable(tokens.get(jti));
  }

  private synchronized List<TokenRecord> chosen(TokenReader.Selection selection) {
    return tokens.values().stream()
        .filter(selection::has)
        .sorted(Comparator.comparing(TokenReader.Place::of, order(selection)))
        .toList();
  }

  private static Comparator<TokenReader.Place> order(TokenReader.Selection selection) {
    boolean named = selection.subject().isPresent() || selection.clientId().isPresent();
    return Comparator.comparing(TokenReader.Place::expiresAt)
        .thenComparing(place -> named ? "" : place.subject())
        .thenComparing(TokenReader.Place::jti);
  }

  private synchronized void addConsumer(ConsumerRecord consumer) {
    probe();
    if (consumers.putIfAbsent(consumer.name(), consumer) != null) {
      throw new StorageException.Duplicate("the name is taken: " + consumer.name());
    }
    credentials.addFirst(consumer);
  }

  private synchronized void changeConsumer(String name, UnaryOperator<ConsumerRecord> change) {
    probe();
    if (consumers.computeIfPresent(name, (same, consumer) -> change.apply(consumer)) == null) {
      throw new StorageException.Absent("no consumer has the name " + name);
    }
  }

  private synchronized Optional<ConsumerRecord> findConsumer(String name) {
    beforeRead.run();
    return Optional.ofNullable(consumers.get(name));
  }

  private synchronized List<ConsumerRecord> listConsumers(ConsumerKind kind) {
    return consumers.values().stream().filter(consumer -> consumer.kind() == kind).toList();
  }

  /** Nothing waits, and there are no transactions. */
  private record NoWork() implements Workload {
    @Override
    public int waitingWrites() {
      return 0;
    }

    @Override
    public int busyReaders() {
      return 0;
    }

    @Override
    public int waitingReaders() {
      return 0;
    }

    @Override
    public void listen(TransactionListener listener) {}
  }

  private final class Tokens implements TokenRepository, TokenReader {
    @Override
    public void add(TokenRecord record) {
      addToken(record);
    }

    @Override
    public int purgeExpired(Instant before, int maxRecords) {
      if (maxRecords < 1) {
        throw new IllegalArgumentException("maxRecords must be at least 1");
      }
      return purgeTokens(before, maxRecords);
    }

    @Override
    public Optional<TokenRecord> find(String jti) {
      return findToken(jti);
    }

    @Override
    public List<TokenRecord> page(Selection selection, Optional<Place> after, int most) {
      if (most < 1) {
        throw new IllegalArgumentException("most must be at least 1");
      }
      return chosen(selection).stream()
          .filter(
              token ->
                  after.isEmpty() || order(selection).compare(Place.of(token), after.get()) > 0)
          .limit(most)
          .toList();
    }

    @Override
    public long count(Selection selection) {
      return chosen(selection).size();
    }
  }

  private final class Consumers implements ConsumerRepository, ConsumerReader {
    @Override
    public void add(ConsumerRecord consumer) {
      addConsumer(consumer);
    }

    @Override
    public void setEnabled(String name, boolean enabled) {
      changeConsumer(name, consumer -> consumer.withEnabled(enabled));
    }

    @Override
    public void setCredential(String name, String credential) {
      changeConsumer(name, consumer -> consumer.withCredential(credential));
    }

    @Override
    public void setBound(String name, TokenRights.Bound bound) {
      changeConsumer(name, consumer -> consumer.withRights(consumer.rights().withBound(bound)));
    }

    @Override
    public Optional<ConsumerRecord> find(String name) {
      return findConsumer(name);
    }

    @Override
    public List<ConsumerRecord> list(ConsumerKind kind) {
      return listConsumers(kind);
    }
  }

  private final class Uses implements AssertionLog {
    @Override
    public boolean isFirst(AssertionUse use) {
      return use(use);
    }

    @Override
    public int purgeExpired(Instant before, int most) {
      if (most < 1) {
        throw new IllegalArgumentException("most must be at least 1");
      }
      return purgeUses(before, most);
    }
  }

  private final class Rings implements KeyRingRepository {
    @Override
    public KeyRingRecord find() {
      return findRing();
    }

    @Override
    public boolean replace(KeyRingRecord next) {
      return replaceRing(next);
    }
  }
}
