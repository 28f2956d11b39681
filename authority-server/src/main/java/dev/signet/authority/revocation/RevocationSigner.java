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

  SignedRevocations list(RevocationList list) {
    return sign("list", list.change(), list.claims());
  }

  SignedRevocations delta(RevocationChanges changes) {
    return sign("delta", changes.to(), RevocationList.claims(changes));
  }

  /** Whether it was signed less than so long ago, and not ahead, by a clock that was set back. */
  boolean isFresh(SignedRevocations signed, Duration most) {
    Instant now = clock.instant();
    return !now.isBefore(signed.signedAt()) && now.isBefore(signed.signedAt().plus(most));
  }

  private SignedRevocations sign(String name, long change, Map<String, Object> content) {
    Instant now = clock.instant();
    Map<String, Object> claims =
        Json.object(
            "iss", issuer,
            "iat", now.getEpochSecond(),
            "exp", now.plus(settings.believeFor()).getEpochSecond(),
            "ttl", settings.ttl().toSeconds());
    claims.putAll(content);
    String jws = signer.get().sign("revocation-" + name + "+jwt", claims);
    return new SignedRevocations(name, jws, change, now);
  }
}
