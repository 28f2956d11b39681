package dev.signet.authority.quota.published;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.http.Json;
import dev.signet.authority.quota.Allowances;
import dev.signet.authority.revocation.RevocationNames;
import dev.signet.authority.revocation.Revocations;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What the list says of one consumer. */
final class AllowanceEntry {
  private AllowanceEntry() {}

  /** The members; an allowance of a list has calls. */
  static Map<String, Object> of(AllowanceRecord allowance, RevocationNames names) {
    String claim = allowance.counted().claim();
    Rate calls = requireNonNull(allowance.calls(), "calls");
    return Json.object(
        "of",
        claim,
        "who",
        names.ofSelector(claim, allowance.consumer()),
        "limit",
        calls.limit(),
        "window",
        calls.seconds(),
        "since",
        since(allowance).getEpochSecond());
  }

  /** From then on each token says so itself; before, a node may still have given the former. */
  private static Instant since(AllowanceRecord allowance) {
    return allowance.changedAt().plus(Allowances.REREAD_AFTER);
  }

  /** For how long after the change it is listed: until the last token with the former is over. */
  static Duration keptFor(Duration longestToken) {
    return Allowances.REREAD_AFTER.plus(longestToken).plus(Revocations.MARGIN);
  }
}
