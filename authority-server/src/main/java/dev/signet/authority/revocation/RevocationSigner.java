package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.authority.http.Json;
import dev.signet.authority.http.PublishedDocument;
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
    return sign("revocation-list", list.change(), list.claims());
  }

  SignedRevocations delta(RevocationChanges changes) {
    return sign("revocation-delta", changes.to(), RevocationList.claims(changes));
  }

  /** Whether it was signed less than so long ago. */
  boolean isFresh(SignedRevocations signed, Duration most) {
    return clock.instant().isBefore(signed.signedAt().plus(most));
  }

  private SignedRevocations sign(String kind, long change, Map<String, Object> content) {
    Instant now = clock.instant();
    Map<String, Object> claims =
        Json.object(
            "iss", issuer,
            "iat", now.getEpochSecond(),
            "exp", now.plus(settings.believeFor()).getEpochSecond(),
            "ttl", settings.ttl().toSeconds());
    claims.putAll(content);
    String jwt = signer.get().sign(kind + "+jwt", claims);
    return new SignedRevocations(
        new PublishedDocument(
            "application/" + kind + "+jwt", jwt.getBytes(US_ASCII), RevocationSettings.MAX_AGE),
        change,
        now);
  }
}
