package dev.signet.quota;

import dev.signet.validator.ValidatorState;
import dev.signet.validator.allowance.AllowanceFeed;
import dev.signet.validator.allowance.FeedState;
import dev.signet.validator.allowance.PublishedAllowance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * The allowances that one authority publishes, so that a change arrives without new tokens.
 *
 * <pre>{@code
 * FollowedAllowances allowances = FollowedAllowances.of("https://auth.example.com");
 * HolderQuotas quotas = HolderQuotas.local().publishedAllowances(allowances).build();
 * }</pre>
 *
 * <p>The signed list that the authority's metadata names is fetched as often as it asks for, on
 * daemon threads; {@link #find} answers from memory, without a lock. What cannot be verified
 * changes nothing. While the authority is away the last list is believed until its {@code exp};
 * from then on, and where none is published, tokens go by their own claim. Thread-safe: make one
 * for each authority and keep it.
 */
public final class FollowedAllowances implements PublishedAllowances, AutoCloseable {
  private final String issuer;
  private final AllowanceFeed feed;

  private FollowedAllowances(String issuer, Clock clock) {
    this.issuer = Objects.requireNonNull(issuer, "issuer");
    this.feed = AllowanceFeed.start(issuer, Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Starts to follow an authority, by the system's clock, and returns at once.
   *
   * @param issuer the {@code iss} of its tokens: https, or http on this machine
   * @throws IllegalArgumentException if it is no such address
   */
  public static FollowedAllowances of(String issuer) {
    return of(issuer, Clock.system(ZoneOffset.UTC));
  }

  /**
   * As {@link #of(String)}, by another clock.
   *
   * @param clock by which lists end; it may be 5 min behind the authority's
   */
  public static FollowedAllowances of(String issuer, Clock clock) {
    return new FollowedAllowances(issuer, clock);
  }

  @Override
  public Optional<Published> find(String from, String of, String name) {
    return issuer.equals(from)
        ? feed.find(of, name).map(FollowedAllowances::read)
        : Optional.empty();
  }

  /** When the list that is believed was signed, unless it is so full that it may lack some. */
  @Override
  public Optional<Instant> completeAsOf(String from) {
    return issuer.equals(from) ? feed.completeAsOf() : Optional.empty();
  }

  private static Published read(PublishedAllowance found) {
    return new Published(new Allowance(found.limit(), found.window()), found.since());
  }

  /** Asks for the list and returns at once. */
  public void refreshNow() {
    feed.refreshNow();
  }

  /**
   * Waits until it is known what the authority publishes, at most this long, and returns whether it
   * is: before that, calls are counted by the claims of their tokens.
   */
  public boolean awaitFirst(Duration longest) {
    return feed.await(Objects.requireNonNull(longest, "longest"));
  }

  /** How it stands now; no I/O and no lock. */
  public State state() {
    FeedState now = feed.state();
    return new State(now.phase(), now.age(), now.expiresAt(), now.entries(), now.lastError());
  }

  /** Stops fetching; the list that is held is believed until its end. */
  @Override
  public void close() {
    feed.close();
  }

  /**
   * How following stands at one moment; immutable.
   *
   * @param phase {@code EMPTY} before the first answer, {@code STALE} once a refresh is overdue,
   *     {@code EXPIRED} from the end of the list on: then tokens go by their own claim
   * @param age since the list was signed; empty if none is believed, or none is published
   * @param expiresAt when it is believed no longer; empty as the age
   * @param entries how many allowances it holds
   * @param lastError why the last attempt failed; empty after a good one
   */
  public record State(
      ValidatorState.Phase phase,
      Optional<Duration> age,
      Optional<Instant> expiresAt,
      int entries,
      Optional<String> lastError) {
    /** Makes a state. */
    public State {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(age, "age");
      Objects.requireNonNull(expiresAt, "expiresAt");
      Objects.requireNonNull(lastError, "lastError");
    }
  }
}
