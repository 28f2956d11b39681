package dev.signet.authority.revocation;

import dev.signet.authority.http.Json;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.storage.RevocationChanges;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs lists and deltas. Thread-safe.
 *
 * @param signer signs; asked each time
 * @param issuer the {@code iss} of what is signed
 * @param settings how long it is good
 * @param clock the time
 */
record RevocationSigner(
    Supplier<TokenSigner> signer, String issuer, RevocationSettings settings, Clock clock) {

  /**
   * Signs a list.
   *
   * @param asOf when it was known to be all that is in force: its {@code iat}, so that it says of
   *     no time what it does not know
   */
  SignedRevocations list(RevocationList list, Instant asOf) {
    return sign("list", list.change(), asOf, list.claims());
  }

  /** Signs a delta that was read just now. */
  SignedRevocations delta(RevocationChanges changes) {
    return sign("delta", changes.to(), clock.instant(), RevocationList.claims(changes));
  }

  /** Whether it was signed less than so long ago, and not ahead, by a clock that was set back. */
  boolean isFresh(SignedRevocations signed, Duration most) {
    Instant now = clock.instant();
    return !now.isBefore(signed.signedAt()) && now.isBefore(signed.signedAt().plus(most));
  }

  private SignedRevocations sign(
      String name, long change, Instant asOf, Map<String, Object> content) {
    Map<String, Object> claims =
        Json.object(
            "iss", issuer,
            "iat", asOf.getEpochSecond(),
            "exp", asOf.plus(settings.believeFor()).getEpochSecond(),
            "ttl", settings.ttl().toSeconds());
    claims.putAll(content);
    String jws = signer.get().sign("revocation-" + name + "+jwt", claims);
    return new SignedRevocations(name, jws, change, clock.instant());
  }
}
