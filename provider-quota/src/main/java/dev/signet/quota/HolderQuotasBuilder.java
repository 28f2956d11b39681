package dev.signet.quota;

import dev.signet.quota.count.FallBackCounts;
import dev.signet.quota.count.LocalCounts;
import dev.signet.quota.count.SharedCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds {@link HolderQuotas}; not thread-safe. Each setting has a default. */
public final class HolderQuotasBuilder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Duration USUAL_WAIT = Duration.ofMillis(50);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final @Nullable SharedCounts shared;
  private @Nullable Duration longestWait;
  private @Nullable Integer fallBackInstances;
  private @Nullable QuotaListener listener;
  private long mostHolders = 100_000;
  private Clock clock = Clock.system(ZoneOffset.UTC);
  String name = "default";
  @Nullable Allowance withoutClaim;
  @Nullable Allowance ofServices;
  PublishedAllowances published = (issuer, of, holder) -> Optional.empty();

  HolderQuotasBuilder(@Nullable SharedCounts shared) {
    this.shared = shared;
  }

  /**
   * The name of this count, by default {@code default}: it stands in the headers, and counts of
   * different names in one store are apart.
   *
   * @throws IllegalArgumentException unless it is 1 to 64 letters, digits, dots, hyphens and
   *     underscores of ASCII
   */
  public HolderQuotasBuilder named(String newName) {
    if (!NAME.matcher(newName).matches()) {
      throw new IllegalArgumentException(
          "name is not 1 to 64 letters, digits, dots, hyphens and underscores: " + newName);
    }
    name = newName;
    return this;
  }

  /**
   * What the holder of a token without a {@code quota} claim may ask for; by default such tokens
   * are unlimited. It counts the holder, together with the holder's other tokens.
   */
  public HolderQuotasBuilder withoutClaim(Allowance allowance) {
    withoutClaim = Objects.requireNonNull(allowance, "allowance");
    return this;
  }

  /**
   * Counts calls of a service that acts for a holder (the {@code act} claim, <a
   * href="https://www.rfc-editor.org/rfc/rfc8693#section-4.1">RFC 8693 §4.1</a>) for the service:
   * each service has this allowance for all whom it acts for. By default they count as their claim
   * says, which for {@code sub} is the holder whom it acts for.
   */
  public HolderQuotasBuilder countServicesThemselves(Allowance each) {
    ofServices = Objects.requireNonNull(each, "each");
    return this;
  }

  /**
   * Where newer allowances than those in tokens are found, for tokens that allow it ({@code "live":
   * true}); by default nowhere.
   */
  public HolderQuotasBuilder publishedAllowances(PublishedAllowances allowances) {
    published = Objects.requireNonNull(allowances, "allowances");
    return this;
  }

  /**
   * For how many holders this process remembers a count, by default 100 000, which is about 50 MB.
   * Of more, those who call least are forgotten and begin anew; {@link QuotaState.Memory} says how
   * often that happened.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public HolderQuotasBuilder mostHolders(long holders) {
    if (holders < 1) {
      throw new IllegalArgumentException("mostHolders is below 1: " + holders);
    }
    mostHolders = holders;
    return this;
  }

  /**
   * How long a call waits for a shared count before it is counted in this process, by default 50
   * ms.
   *
   * @throws IllegalArgumentException if it is not from 1 ms to 5 s
   */
  public HolderQuotasBuilder longestWait(Duration wait) {
    if (wait.compareTo(SHORTEST_WAIT) < 0 || wait.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException("longestWait is not from 1 ms to 5 s: " + wait);
    }
    longestWait = wait;
    return this;
  }

  /**
   * Among how many processes an allowance is divided while the shared count is gone, rounded up; by
   * default 1: each process then grants all of it, so nobody is refused who should not be.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public HolderQuotasBuilder divideFallBackAmong(int instances) {
    if (instances < 1) {
      throw new IllegalArgumentException("instances is below 1: " + instances);
    }
    fallBackInstances = instances;
    return this;
  }

  /** Who hears that a shared count is lost or back; by default only the log. */
  public HolderQuotasBuilder listener(QuotaListener newListener) {
    listener = Objects.requireNonNull(newListener, "listener");
    return this;
  }

  /**
   * The clock by which windows begin and end, by default the system's. The clocks of processes that
   * share a count must agree within a minute.
   */
  public HolderQuotasBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * Makes the quotas. A shared store need not answer yet; a Redis is waited for, at most a second.
   *
   * @throws IllegalStateException if a setting of shared counts is made for local ones
   */
  public HolderQuotas build() {
    LocalCounts local = new LocalCounts(clock, mostHolders);
    if (shared == null) {
      refuse("longestWait", longestWait);
      refuse("divideFallBackAmong", fallBackInstances);
      refuse("listener", listener);
      return new HolderQuotas(this, new CountingPlace(local, null, mostHolders));
    }
    FallBackCounts counts =
        new FallBackCounts(
            shared.open(clock, Objects.requireNonNullElse(longestWait, USUAL_WAIT)),
            local,
            Objects.requireNonNullElse(fallBackInstances, 1),
            clock,
            new Announcer(name, Objects.requireNonNullElse(listener, SILENT)));
    return new HolderQuotas(this, new CountingPlace(local, counts, mostHolders));
  }

  private static void refuse(String setting, @Nullable Object value) {
    if (value != null) {
      throw new IllegalStateException(
          setting + " is for shared counts: leave it out, or build with HolderQuotas.shared");
    }
  }

  private static final QuotaListener SILENT =
      new QuotaListener() {
        @Override
        public void sharedCountLost(String cause) {}

        @Override
        public void sharedCountBack(Duration lasted) {}
      };
}
