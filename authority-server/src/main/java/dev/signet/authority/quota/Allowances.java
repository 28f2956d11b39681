package dev.signet.authority.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.signet.authority.quota.QuotaSettings.Charged;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Who may have how much: what an operator gave a consumer, else what the configuration gives its
 * kind. What operators change counts here within {@link #REREAD_AFTER}. Thread-safe.
 */
public final class Allowances {
  /** How long what was read of a consumer is believed. */
  public static final Duration REREAD_AFTER = Duration.ofSeconds(5);

  private static final int MOST_KEPT = 100_000;

  private final QuotaSettings settings;
  private final AllowanceRepository repository;
  private final Cache<String, Optional<AllowanceRecord>> read;

  /**
   * Makes them.
   *
   * @param settings what the configuration gives
   * @param repository what operators gave
   * @param ticker a timer that nobody sets, in nanoseconds
   */
  public Allowances(QuotaSettings settings, AllowanceRepository repository, Ticker ticker) {
    this.settings = settings;
    this.repository = repository;
    this.read =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(REREAD_AFTER)
            .ticker(ticker)
            .build();
  }

  /** Who is charged for a token: the client, or for an exchange the holder if so configured. */
  public Requestor charged(Parties parties) {
    return parties.isExchange() && settings.exchangesOf() == Charged.HOLDER
        ? parties.holder()
        : parties.client();
  }

  /** How many tokens a requestor may be issued; empty if as many as it likes. */
  public Optional<Rate> issuing(Requestor requestor) {
    return find(requestor)
        .map(AllowanceRecord::issuing)
        .or(() -> Optional.ofNullable(settings.issuing().get(requestor.kind())));
  }

  /**
   * How many calls a token allows at each provider; empty if as many as its holder likes.
   *
   * <p>A client that an operator had counted by itself counts by itself, also for whom it acts.
   * Otherwise an exchange keeps the allowance of its token, unless there is one for the same holder
   * that is within it.
   */
  public Optional<CallAllowance> calls(Parties parties) {
    Optional<CallAllowance> own = givenTo(parties.client(), Counted.CLIENT_ID);
    if (own.isPresent()) {
      return own;
    }
    Optional<CallAllowance> usual =
        givenTo(parties.holder(), Counted.SUB).or(() -> configured(parties));
    return Optional.ofNullable(parties.inherited())
        .map(kept -> usual.filter(now -> isNarrower(now, kept)).orElse(kept))
        .or(() -> usual);
  }

  private static boolean isNarrower(CallAllowance now, CallAllowance kept) {
    return now.counted() == kept.counted() && now.rate().isWithin(kept.rate());
  }

  private Optional<CallAllowance> givenTo(Requestor requestor, Counted counted) {
    return find(requestor)
        .filter(given -> given.counted() == counted)
        .flatMap(
            given ->
                Optional.ofNullable(given.calls())
                    .map(
                        rate ->
                            new CallAllowance(
                                counted, rate, given.live(), "quotas set " + requestor.name())));
  }

  private Optional<CallAllowance> configured(Parties parties) {
    Requestor whose = settings.counted() == Counted.CLIENT_ID ? parties.client() : parties.holder();
    return strictest(parties.audience())
        .map(rate -> configured(rate, "audiences.NAME.calls of its audience"))
        .or(
            () ->
                Optional.ofNullable(settings.calls().get(whose.kind()))
                    .map(rate -> configured(rate, "quotas.calls of its kind")));
  }

  private CallAllowance configured(Rate rate, String from) {
    return new CallAllowance(settings.counted(), rate, settings.live(), from);
  }

  /** Of several audiences the one that allows least in the long run, and of those at once. */
  private Optional<Rate> strictest(Collection<String> audience) {
    return audience.stream()
        .map(settings.callsByAudience()::get)
        .filter(Objects::nonNull)
        .min(
            Comparator.<Rate>comparingDouble(rate -> (double) rate.limit() / rate.seconds())
                .thenComparing(Rate::limit));
  }

  private Optional<AllowanceRecord> find(Requestor requestor) {
    return Objects.requireNonNull(read.get(requestor.name(), repository::find));
  }
}
