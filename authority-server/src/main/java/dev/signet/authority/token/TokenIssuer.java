package dev.signet.authority.token;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.storage.TokenRecord;
import dev.signet.authority.storage.TokenRepository;
import dev.signet.authority.token.claims.Lineage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Makes a token: its claims, its signature and its durable record. Thread-safe. */
public final class TokenIssuer {
  /** A token that is further ahead of their clocks is refused by validators of usual settings. */
  private static final Duration MOST_AHEAD = Duration.ofSeconds(10);

  /** Header fields of many servers are capped at 8 KiB; half of that is left to the token. */
  private static final int MAX_TOKEN_CHARS = 4096;

  /** A signature of ML-DSA-65 alone has 4412; claims keep about as much room as with others. */
  private static final int MAX_CHARS_WITH_ML_DSA = 7168;

  private final AccessTokenClaims claims;
  private final BiFunction<String, List<String>, TokenSigner> signers;
  private final TokenRepository tokens;
  private final Supplier<Instant> time;
  private final Supplier<Instant> cutOff;
  private final IssueObserver observer;
  private final TokenIds ids = new TokenIds();

  /**
   * Makes an issuer.
   *
   * @param claims what tokens say
   * @param signers gives, for a {@code client_id} and an audience, the signer of the moment
   * @param tokens records them
   * @param time theirs; may refuse to tell it, and then no token is issued
   * @param cutOff the latest time before which tokens were revoked: if it is at most 10 s ahead, no
   *     token is issued as of an earlier one, so what is issued after a revocation lives, also
   *     within the same second
   * @param observer hears how long signing and recording took
   */
  public TokenIssuer(
      AccessTokenClaims claims,
      BiFunction<String, List<String>, TokenSigner> signers,
      TokenRepository tokens,
      Supplier<Instant> time,
      Supplier<Instant> cutOff,
      IssueObserver observer) {
    this.claims = claims;
    this.signers = signers;
    this.tokens = tokens;
    this.time = time;
    this.cutOff = cutOff;
    this.observer = observer;
  }

  /**
   * Issues a token; when this returns, its record is durable.
   *
   * @param authorization for whom
   * @param access what it is good for
   * @return the token and its record
   * @throws dev.signet.authority.storage.StorageException if it cannot be recorded; then no token
   *     was handed out
   * @throws dev.signet.authority.keys.KeyRotator.UnavailableException if no key may sign now
   * @throws OAuthException if its audiences verify different algorithms, nobody knows the time, or
   *     the token it is exchanged from leaves it no second to live or makes it too large
   * @throws IllegalStateException if the holder's details make the token larger than 4 KiB, or 7
   *     KiB with ML-DSA-65
   */
  public IssuedToken issue(Authorization authorization, TokenAccess access) {
    String clientId = authorization.client().consumer().name();
    Instant moment = time.get();
    Instant now = asOf(moment);
    TokenSigner signer = signers.apply(clientId, access.audience());
    TokenRecord record =
        new TokenRecord(
            ids.next(moment),
            authorization.holder().name(),
            clientId,
            access.audience(),
            access.scopes(),
            now,
            expiry(now.plus(access.lifetime()), now, authorization.lineage()),
            signer.kid(),
            authorization.lineage().ancestors());
    long start = System.nanoTime();
    String jwt = signer.signAccessToken(claims.of(authorization, access, record));
    requireRoom(jwt, signer.algorithm(), authorization);
    long signed = observer.done(IssueStep.SIGN, start);
    tokens.add(record);
    observer.done(IssueStep.RECORD, signed);
    return new IssuedToken(jwt, record, authorization.lineage().actors(), access.confirmation());
  }

  IssueObserver observer() {
    return observer;
  }

  /** RFC 8693 §2.2.1 leaves it open; here no token outlives the one it was exchanged from. */
  private static Instant expiry(Instant usual, Instant now, Lineage lineage) {
    Instant latest = lineage.notAfter();
    Instant expiry = usual.isBefore(latest) ? usual : latest;
    if (Duration.between(now, expiry).toSeconds() < 1) {
      throw OAuthException.invalidRequest("The token to exchange expires within a second");
    }
    return expiry;
  }

  private static void requireRoom(
      String jwt, SigningAlgorithm algorithm, Authorization authorization) {
    int most = algorithm == SigningAlgorithm.ML_DSA_65 ? MAX_CHARS_WITH_ML_DSA : MAX_TOKEN_CHARS;
    if (jwt.length() <= most) {
      return;
    }
    if (authorization.lineage().isExchange()) {
      throw OAuthException.invalidRequest(
          "The token would be too large: ask for fewer scopes, or exchange fewer times");
    }
    throw new IllegalStateException(
        String.format(
            Locale.ROOT,
            "a token for %s has %d characters, more than %d: give it fewer roles, groups or"
                + " scopes",
            authorization.holder().name(),
            jwt.length(),
            most));
  }

  private Instant asOf(Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.SECONDS);
    Instant least = cutOff.get();
    // One that is further ahead comes of a clock that was: nobody would take a token as of then.
    boolean isNear = !least.isAfter(now.plus(MOST_AHEAD));
    return isNear && least.isAfter(now) ? least : now;
  }
}
