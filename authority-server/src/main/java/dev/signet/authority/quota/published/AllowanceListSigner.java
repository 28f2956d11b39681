package dev.signet.authority.quota.published;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.http.Json;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.quota.ListSettings;
import dev.signet.authority.revocation.RevocationNames;
import dev.signet.authority.storage.quota.AllowanceRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Signs lists of allowances. Thread-safe.
 *
 * @param signer signs; asked each time
 * @param isPublished whether there still is a key of that name; from memory
 * @param issuer the {@code iss} of what is signed
 * @param settings how long it is good
 * @param names how it names whom it speaks of
 * @param clock the time
 */
public record AllowanceListSigner(
    Supplier<TokenSigner> signer,
    Predicate<String> isPublished,
    String issuer,
    ListSettings settings,
    RevocationNames names,
    Clock clock) {
  private static final String TYPE = "allowance-list+jwt";

  /**
   * Signs a list.
   *
   * @param allowances those in it, which must be for calls
   * @param asOf when they were known to be all: its {@code iat}
   */
  SignedAllowances sign(List<AllowanceRecord> allowances, Instant asOf) {
    Map<String, Object> claims =
        Json.object(
            "iss",
            issuer,
            "iat",
            asOf.getEpochSecond(),
            "exp",
            asOf.plus(settings.believeFor()).getEpochSecond(),
            "ttl",
            settings.ttl().toSeconds(),
            "salt",
            names.salt(),
            "allowances",
            allowances.stream().map(each -> AllowanceEntry.of(each, names)).toList());
    TokenSigner key = signer.get();
    byte[] jws = key.sign(TYPE, claims).getBytes(US_ASCII);
    return new SignedAllowances(
        new PublishedDocument("application/" + TYPE, jws, ListSettings.MAX_AGE),
        key.kid(),
        clock.instant());
  }

  /** Whether it was signed less than a {@code ttl} ago, by a key that there still is. */
  boolean isFresh(SignedAllowances signed) {
    Instant now = clock.instant();
    // A clock that was set back does not keep it.
    return !now.isBefore(signed.at())
        && now.isBefore(signed.at().plus(settings.ttl()))
        && isPublished.test(signed.kid());
  }

  /**
   * A list that was signed.
   *
   * @param document the list
   * @param kid the key
   * @param at when
   */
  record SignedAllowances(PublishedDocument document, String kid, Instant at) {}
}
