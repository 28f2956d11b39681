package dev.signet.authority.quota;

import dev.signet.authority.audit.AuditLog;
import dev.signet.authority.audit.QuotaEvent;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.purge.SteppedPurge;
import dev.signet.authority.storage.quota.Draw;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.quota.SharedBuckets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Charges requestors for the tokens that they are issued. Thread-safe. */
public final class IssuingLimiter implements AutoCloseable {
  private final Allowances allowances;
  private final IssuingCount count;
  private final @Nullable SharedBuckets buckets;
  private final AuditLog audit;
  private final LongAdder exceeded = new LongAdder();

  private IssuingLimiter(
      Allowances allowances, IssuingCount count, @Nullable SharedBuckets buckets, AuditLog audit) {
    this.allowances = allowances;
    this.count = count;
    this.buckets = buckets;
    this.audit = audit;
  }

  /**
   * Opens one: it counts together with the other nodes over a store that has any, else in memory,
   * which a restart forgets.
   *
   * @param allowances who may have how much
   * @param storage where nodes share their counts
   * @param time theirs; may refuse to tell it, and then nothing is counted nor issued
   * @param audit what is refused is written there
   */
  public static IssuingLimiter open(
      Allowances allowances, Storage storage, Supplier<Instant> time, AuditLog audit) {
    return storage
        .sharedBuckets()
        .map(shared -> among(allowances, shared.open(time), audit))
        .orElseGet(
            () -> new IssuingLimiter(allowances, new LocalCount(System::nanoTime), null, audit));
  }

  private static IssuingLimiter among(
      Allowances allowances, SharedBuckets buckets, AuditLog audit) {
    return new IssuingLimiter(
        allowances, new SharedCount(buckets, System::nanoTime), buckets, audit);
  }

  /**
   * Charges whoever is to be charged for a token.
   *
   * @param parties who has part in it
   * @param requestId the request, for the audit log
   * @return header fields that say what remains; none where nothing is limited
   * @throws OAuthException 429 with {@code Retry-After} if nothing remains; nothing was charged
   * @throws dev.signet.authority.storage.StorageException if allowances cannot be read
   */
  public Map<String, String> charge(Parties parties, String requestId) {
    Requestor charged = allowances.charged(parties);
    Optional<Rate> rate = allowances.issuing(charged);
    return rate.isEmpty() ? Map.of() : charge(charged, rate.get(), requestId);
  }

  private Map<String, String> charge(Requestor charged, Rate rate, String requestId) {
    Draw draw = count.take(new IssuingCount.Key(charged.name(), rate));
    Map<String, String> fields = RateFields.of(rate, draw);
    if (draw.taken() == 0) {
      exceeded.increment();
      audit.record(
          new QuotaEvent.Exceeded(charged.name(), rate.limit(), rate.seconds(), requestId));
      throw refusal(draw, fields);
    }
    return fields;
  }

  private static OAuthException refusal(Draw draw, Map<String, String> fields) {
    OAuthException plain =
        OAuthException.tooManyRequests(
            "The allowance of tokens is used up; try again later", draw.untilMore());
    Map<String, String> headers = new HashMap<>(plain.headers());
    headers.putAll(fields);
    return new OAuthException(plain.error(), plain.description(), plain.status(), headers);
  }

  /** How many requests were refused. */
  public long exceeded() {
    return exceeded.sum();
  }

  /** Whether tokens are counted together with the other nodes, if there are any. */
  public boolean isShared() {
    return !(count instanceof SharedCount shared) || shared.isShared();
  }

  /** Forgets shared counts that are full again. */
  public void purge() {
    if (buckets != null) {
      SteppedPurge.run("full counts", buckets::purge);
    }
  }

  @Override
  public void close() {
    if (buckets != null) {
      buckets.close();
    }
  }
}
