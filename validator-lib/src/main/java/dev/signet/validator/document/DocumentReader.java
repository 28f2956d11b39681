package dev.signet.validator.document;

import dev.signet.validator.Reason;
import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.rules.CompactToken;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.SignedToken;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads what an authority signs besides tokens, as strictly as a token: who signed it, and whether
 * it may be believed now. Immutable and thread-safe.
 */
public final class DocumentReader {
  /** Room for a million revoked tokens, base64url in base64url, and for 2 MB of rules. */
  public static final int MAX_BYTES = 16 << 20;

  private static final StrictJson JSON = StrictJson.forLists();
  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
  private static final long LONGEST_TTL = 3600;

  private final String what;
  private final String issuer;
  private final KeySupply keys;
  private final Clock clock;

  /**
   * Makes a reader of what this issuer signed with one of these keys.
   *
   * @param what the documents are about, in the plural, for the messages
   */
  public DocumentReader(String what, String issuer, KeySupply keys, Clock clock) {
    this.what = what;
    this.issuer = issuer;
    this.keys = keys;
    this.clock = clock;
  }

  /** Reads a document that must not have expired. */
  public SignedDocument read(byte[] body, HeaderRules rules) throws IOException {
    return read(body, rules, clock.instant());
  }

  /**
   * Reads a document.
   *
   * @param livesAt the moment at which it must not have expired
   * @throws RejectedUpdateException if it is not of the type that the rules require, not signed by
   *     a key of the issuer, not strict, not to be believed now, or larger than 16 MiB
   * @throws IOException if there are no keys to verify it with
   */
  public SignedDocument read(byte[] body, HeaderRules rules, Instant livesAt) throws IOException {
    try {
      CompactToken token = split(body);
      HeaderRules.Header header = rules.judge(token);
      VerifyingKey key = keys.choose(header.keyId()).keyFor(header.algorithm());
      new SignedToken(token, key).judge();
      Members claims = new Members(JSON.parseObject(token.payload()));
      return new SignedDocument(claims, validity(key, claims, livesAt));
    } catch (Refusal refusal) {
      String cause = refusal.reason().code();
      throw refusal.reason().retry() == Reason.Retry.LATER
          ? new IOException("no keys to verify " + what + " with: " + cause)
          : new RejectedUpdateException(what + " are refused: " + cause);
    } catch (MalformedJsonException e) {
      throw new RejectedUpdateException(what + " are not strict JSON: " + e.getMessage());
    }
  }

  /** The document in its parts; nothing of it is believed. */
  public static CompactToken split(byte[] body) throws Refusal {
    return CompactToken.read(new String(body, StandardCharsets.ISO_8859_1), MAX_BYTES);
  }

  private Validity validity(VerifyingKey signer, Members claims, Instant livesAt)
      throws RejectedUpdateException {
    if (!claims.text("iss").equals(issuer)) {
      throw new RejectedUpdateException(what + " of another issuer");
    }
    Instant issuedAt = claims.second("iat");
    Instant expiresAt = claims.second("exp");
    long ttl = claims.whole("ttl", 0, Long.MAX_VALUE);
    if (issuedAt.isAfter(clock.instant().plus(CLOCKS_APART))) {
      throw new RejectedUpdateException(what + " signed in the future, by this clock");
    }
    // At exactly exp they have expired; one that ends before it begins was never good.
    if (!expiresAt.isAfter(livesAt) || !expiresAt.isAfter(issuedAt)) {
      throw expired();
    }
    return new Validity(
        signer, issuedAt, expiresAt, Duration.ofSeconds(Math.min(Math.max(ttl, 1), LONGEST_TTL)));
  }

  /** What is thrown for a document that was good and is no more. */
  public RejectedUpdateException expired() {
    return new RejectedUpdateException(what + " that have expired");
  }
}
