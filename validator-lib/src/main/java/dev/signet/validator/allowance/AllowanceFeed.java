package dev.signet.validator.allowance;

import dev.signet.validator.Algorithm;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.http.BoundedHttp;
import dev.signet.validator.http.KnownMetadata;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.PublishedKeys;
import dev.signet.validator.keys.VerifyingKeys;
import dev.signet.validator.settings.SettingRules;
import dev.signet.validator.supply.Announcer;
import dev.signet.validator.supply.FetchedKeys;
import dev.signet.validator.supply.KeyJournal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.sync.DaemonTimer;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncPolicy;
import dev.signet.validator.sync.SyncTimer;
import dev.signet.validator.sync.Synced;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The allowances that one authority publishes, kept in step with it on two daemon threads, one for
 * its keys and one for its list. Thread-safe.
 */
public final class AllowanceFeed implements AutoCloseable {
  /** A list says itself when it ends. */
  private static final Duration NO_BOUND = Duration.ofDays(366);

  private static final Duration KEYS_KEPT_FOR = Duration.ofDays(1);
  private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

  /** The thread of the list waits for a key that it misses; no call does. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final BoundedHttp.Limits OF_LISTS =
      new BoundedHttp.Limits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          AllowanceSource.MAX_BYTES);

  private static final Set<String> ALGORITHMS =
      Arrays.stream(Algorithm.values())
          .map(Algorithm::joseName)
          .collect(Collectors.toUnmodifiableSet());

  private final KeySupply keys;
  private final Synced<AllowanceList> lists;
  private final Clock clock;

  /** Two clients, as a list may be larger than what else is fetched. */
  record Wires(BoundedHttp ofLists, BoundedHttp ofTheRest) {}

  /** Two threads, as the one of the list waits for the one of the keys. */
  record Timers(SyncTimer ofLists, SyncTimer ofKeys) {}

  private AllowanceFeed(String issuer, Wires wires, Timers timers, Clock clock) {
    this.keys = keys(issuer, wires.ofTheRest(), timers.ofKeys(), clock);
    this.clock = clock;
    AllowanceSource source =
        new AllowanceSource(
            new KnownMetadata(issuer, wires.ofTheRest(), clock),
            new AllowanceReader(issuer, ALGORITHMS, keys, clock),
            wires.ofLists());
    SyncPolicy policy = new SyncPolicy(NO_BOUND, true, LONGEST_WAIT, SHORTEST_PERIOD);
    this.lists = new Synced<>(source, policy, timers.ofLists());
    lists.start();
  }

  /**
   * Starts to follow what an authority publishes, and returns at once.
   *
   * @param issuer its {@code iss}: https, or http on this machine
   * @throws IllegalArgumentException for another issuer
   */
  public static AllowanceFeed start(String issuer, Clock clock) {
    return start(
        issuer,
        new Wires(new BoundedHttp(OF_LISTS), new BoundedHttp(BoundedHttp.Limits.usual())),
        new Timers(
            new DaemonTimer("signet-allowances", clock),
            new DaemonTimer("signet-allowance-keys", clock)),
        clock);
  }

  static AllowanceFeed start(String issuer, Wires wires, Timers timers, Clock clock) {
    return new AllowanceFeed(SettingRules.issuer(issuer), wires, timers, clock);
  }

  private static KeySupply keys(String issuer, BoundedHttp http, SyncTimer timer, Clock clock) {
    PublishedKeys source =
        new PublishedKeys(issuer, Optional.empty(), new KeySetReader(ALGORITHMS), http, clock);
    SyncPolicy policy = new SyncPolicy(KEYS_KEPT_FOR, true, LONGEST_WAIT);
    KeyJournal journal = new KeyJournal(new Announcer(event -> {}, clock), null);
    Synced<VerifyingKeys> synced = new Synced<>(source, policy, timer, journal);
    synced.start();
    return new FetchedKeys(synced, policy, journal);
  }

  /**
   * The allowance of somebody, while the list is believed; no I/O and no lock.
   *
   * @param of {@code sub} or {@code client_id}
   * @param value the value of that claim
   */
  public Optional<PublishedAllowance> find(String of, String value) {
    return lists.read().usable().flatMap(list -> list.find(of, value));
  }

  /**
   * When the list that is believed was signed, if whoever is not in it has none; no I/O and no
   * lock. Empty if there is none, or it is full.
   */
  public Optional<Instant> completeAsOf() {
    return lists.read().usable().flatMap(AllowanceList::completeAsOf);
  }

  /** How it stands; no I/O and no lock. */
  public FeedState state() {
    Reading<AllowanceList> reading = lists.read();
    Optional<AllowanceList> list = reading.usable();
    Instant now = clock.instant();
    return new FeedState(
        ValidatorState.Phase.valueOf(reading.phase().name()),
        list.flatMap(AllowanceList::issuedAt).map(then -> sinceSigned(then, now)),
        list.flatMap(AllowanceList::expiresAt),
        list.map(AllowanceList::size).orElse(0),
        lists.lastError());
  }

  /** A clock that is behind the authority's makes a list new, not of the future. */
  private static Duration sinceSigned(Instant issuedAt, Instant now) {
    return issuedAt.isAfter(now) ? Duration.ZERO : Duration.between(issuedAt, now);
  }

  /** Asks for the list and returns at once. */
  public void refreshNow() {
    lists.refreshNow();
  }

  /**
   * Waits until it is known what the authority publishes, at most this long; returns whether it is.
   */
  public boolean await(Duration longest) {
    return lists.awaitValue(longest);
  }

  /** Stops fetching; what was read is believed until it ends. */
  @Override
  public void close() {
    lists.close();
    keys.close();
  }
}
