package dev.signet.validator.revocation.supply;

import dev.signet.validator.Reason;
import dev.signet.validator.ValidatorState;
import dev.signet.validator.revocation.Offer;
import dev.signet.validator.revocation.Revocable;
import dev.signet.validator.revocation.RevocationList;
import dev.signet.validator.revocation.stream.RevocationStream;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.sync.Reading;
import dev.signet.validator.sync.SyncCounts;
import dev.signet.validator.sync.Synced;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Revocations kept in step with the authority. */
public final class FetchedRevocations implements RevocationSupply {
  private static final String WANTED = "revocations";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** A second that {@code iat} is cut by, and one for two clocks that agree as well as they can. */
  private static final Duration MAY_LOOK_OLDER = Duration.ofSeconds(2);

  private final Synced<Offer> offers;
  private final RevocationJournal journal;
  private final Clock clock;
  private final @Nullable RevocationStream stream;
  private final @Nullable Reports reports;

  /** Makes a supply; with a stream, if there is one, that makes it faster. */
  public FetchedRevocations(
      Synced<Offer> offers,
      RevocationJournal journal,
      Clock clock,
      @Nullable RevocationStream stream,
      @Nullable Reports reports) {
    this.offers = offers;
    this.journal = journal;
    this.clock = clock;
    this.stream = stream;
    this.reports = reports;
  }

  @Override
  public Optional<Duration> judge(Revocable token) throws Refusal {
    return judge(token, offers.readFor(WANTED, offer -> true));
  }

  @Override
  public Optional<Duration> recheck(Revocable token, long wallMillis) throws Refusal {
    @Nullable Offer fresh = offers.fresh(wallMillis);
    if (fresh == null) {
      return judge(token, offers.read());
    }
    fresh.judge(token);
    return Optional.empty();
  }

  private Optional<Duration> judge(Revocable token, Reading<Offer> reading) throws Refusal {
    Optional<Offer> usable = reading.usable();
    if (usable.isEmpty()) {
      throw Refusal.unavailable(Reason.REVOCATIONS_TOO_OLD, offers.nextAttemptIn());
    }
    usable.get().judge(token);
    boolean stale = reading.phase() == Reading.Phase.STALE;
    return stale ? Optional.of(reading.age()) : Optional.empty();
  }

  @Override
  public boolean isKnownForNone() {
    return offers.read().usable().filter(offer -> offer.list().isEmpty()).isPresent();
  }

  @Override
  public boolean freshen(Duration within) throws Refusal {
    Instant oldest = clock.instant().minus(within);
    if (isWithin(within)) {
      return false;
    }
    boolean answered = offers.askAnew(() -> isWithin(within));
    if (!answered || issuedAt().plus(MAY_LOOK_OLDER).isBefore(oldest)) {
      throw Refusal.unavailable(Reason.REVOCATIONS_TOO_OLD, RETRY_AFTER);
    }
    return true;
  }

  /** By the time since it came as well, which no clock of others can make shorter. */
  private boolean isWithin(Duration within) {
    Duration sinceSigned = Duration.between(issuedAt(), clock.instant());
    Duration sinceCame = offers.read().age();
    return !within.isZero()
        && sinceSigned.compareTo(within) <= 0
        && sinceCame.compareTo(within) <= 0;
  }

  private Instant issuedAt() {
    return offers
        .read()
        .usable()
        .flatMap(Offer::list)
        .map(RevocationList::issuedAt)
        .orElse(Instant.MIN);
  }

  @Override
  public Optional<ValidatorState.Revocations> state(Instant now) {
    Reading<Offer> reading = offers.read();
    Optional<RevocationList> list = reading.usable().flatMap(Offer::list);
    SyncCounts counts = offers.counts();
    boolean empty = reading.phase() == Reading.Phase.EMPTY;
    return Optional.of(
        new ValidatorState.Revocations(
            ValidatorState.Phase.valueOf(reading.phase().name()),
            empty ? Optional.empty() : Optional.of(reading.age()),
            reading.usable().map(offer -> now.plus(offers.remaining())),
            list.map(held -> OptionalLong.of(held.sequence())).orElse(OptionalLong.empty()),
            list.map(RevocationList::size).orElse(0),
            journal.faults(offers.lastError()),
            counts.fetches(),
            counts.failed(),
            counts.rejected(),
            Optional.ofNullable(stream).map(FetchedRevocations::state),
            reports == null ? 0 : reports.failed()));
  }

  private static ValidatorState.Stream state(RevocationStream stream) {
    RevocationStream.State now = stream.state();
    return new ValidatorState.Stream(now.connected(), now.events());
  }

  @Override
  public void refreshNow() {
    offers.refreshNow();
  }

  @Override
  public boolean await(Duration longest) {
    return offers.awaitValue(longest);
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
    }
    offers.close();
  }
}
