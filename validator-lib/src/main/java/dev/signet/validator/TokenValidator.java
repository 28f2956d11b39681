package dev.signet.validator;

import dev.signet.validator.HeaderRules.Header;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.keys.VerifyingKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of one authority for one audience, on the spot.
 *
 * <pre>{@code
 * TokenValidator validator =
 *     TokenValidator.forAuthority("https://auth.example.com", "https://api.example.com").build();
 *
 * Verdict verdict = validator.check(authorizationHeader).requireScope("orders.read");
 * if (verdict instanceof Verdict.Accepted accepted) {
 *   serve(accepted.token().holder().subject());
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe: make one and keep it. A check does no I/O and takes no lock for a
 * known key; the keys are fetched on the library's own daemon thread. Only a check that meets an
 * unknown key, or no usable keys at all, waits for a fetch, at most 500 ms and at most 16 such
 * checks at once.
 */
public final class TokenValidator implements AutoCloseable {
  private static final Logger LOG = System.getLogger(TokenValidator.class.getName());
  private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(5);

  private final String issuer;
  private final String challengeStart;
  private final int maxTokenBytes;
  private final Clock clock;
  private final HeaderRules headerRules;
  private final ClaimRules claimRules;
  private final KeySupply keys;
  private final Engines engines;
  private final AtomicBoolean failureLogged = new AtomicBoolean();

  TokenValidator(TokenValidatorBuilder settings, KeySupply keys) {
    this.challengeStart = Challenge.start(settings.audience, settings.resourceMetadata());
    this.maxTokenBytes = settings.maxTokenBytes;
    this.clock = settings.clock;
    this.headerRules = new HeaderRules(settings.algorithmNames(), settings.requiredType);
    this.claimRules =
        new ClaimRules(
            settings.issuer,
            settings.audiences(),
            new TimeRules(settings.clockSkew, settings.longestLifetime));
    this.issuer = settings.issuer;
    this.keys = keys;
    this.engines = settings.engines;
  }

  /**
   * Starts building a validator.
   *
   * @param issuer the authority: the exact {@code iss} of its tokens, an https address without
   *     query and fragment (plain http for {@code localhost}, {@code 127.0.0.0/8} and {@code
   *     [::1]})
   * @param audience this provider: the exact string that must be in {@code aud}
   * @throws IllegalArgumentException if either is blank, or the issuer is no such address
   * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.8">RFC 8725 §3.8 and §3.9</a>
   */
  public static TokenValidatorBuilder forAuthority(String issuer, String audience) {
    return new TokenValidatorBuilder(issuer, audience);
  }

  /**
   * Checks the one {@code Authorization} header of a request, null or empty if it has none.
   *
   * <p>The scheme {@code Bearer} is taken in any case and followed by exactly one space and one
   * token; another scheme counts as no token.
   */
  public Verdict check(@Nullable String authorizationHeader) {
    return judge(() -> BearerHeader.token(authorizationHeader));
  }

  /**
   * Checks all {@code Authorization} header values of a request; more than one is {@code
   * malformed_request}, whichever is good (<a
   * href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750 §3.1</a>).
   */
  public Verdict check(List<String> authorizationHeaders) {
    List<String> headers = List.copyOf(authorizationHeaders);
    return judge(() -> BearerHeader.token(headers));
  }

  /** Checks the bare text of a token. */
  public Verdict checkToken(String token) {
    Objects.requireNonNull(token, "token");
    return judge(() -> token);
  }

  /**
   * Says of each check whether the token passes it, going on behind the first that fails; for a
   * person who asks why, never for the path of a request. The verdict in it is that of {@link
   * #checkToken}; as there, an unknown key may cause a fetch.
   */
  public Explanation explain(String token) {
    Verdict verdict = checkToken(token);
    Explainer explainer = new Explainer(headerRules, keys, claimRules);
    return Explanation.of(verdict, explainer.explain(token, maxTokenBytes, clock.instant()));
  }

  /** How the validator stands now. */
  public ValidatorState state() {
    return keys.state(clock.instant()).verifiedBy(engines);
  }

  /**
   * Asks for a fetch of the keys on the library's thread and returns at once; a fetch that is
   * running already counts. Nothing happens with keys that were given to the builder.
   */
  public void refreshNow() {
    keys.refreshNow();
  }

  /**
   * Waits until there are usable keys, at most this long; returns whether there are. For programs
   * that would rather start late than answer 503 first.
   */
  public boolean awaitKeys(Duration longest) {
    return keys.await(Objects.requireNonNull(longest, "longest"));
  }

  /** Stops fetching. Checks go on with the keys held, until the stale policy says no. */
  @Override
  public void close() {
    keys.close();
  }

  String issuer() {
    return issuer;
  }

  int maxTokenBytes() {
    return maxTokenBytes;
  }

  /** The verdict on a request or token that was refused before it came here. */
  Verdict answer(Refusal refusal) {
    return refusal.verdict(challengeStart);
  }

  /** Where the text of a token comes from. */
  private interface Presented {
    String token() throws Refusal;
  }

  private Verdict judge(Presented presented) {
    try {
      // 1 strict compact form
      CompactToken compact = CompactToken.read(presented.token(), maxTokenBytes);
      // 2 header rules
      Header header = headerRules.judge(compact.header());
      byte[] signature = compact.signature();
      // 3 key by kid from the current set
      KeySupply.Chosen chosen = keys.choose(header.keyId());
      VerifyingKey key = chosen.keyFor(header.algorithm());
      // 4 verify
      if (!key.verify(compact.signingInput(), compact.signingInput().length, signature)) {
        throw Refusal.of(Reason.BAD_SIGNATURE);
      }
      // 5 claim rules, clock read once
      Token token = claimRules.judge(compact.payload(), clock.instant());
      return new Verdict.Accepted(token, chosen.staleFor(), challengeStart);
    } catch (Refusal refusal) {
      return answer(refusal);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /** A fault of ours must neither let a token pass nor break the request that carried it. */
  private Verdict failed(RuntimeException failure) {
    // Once per validator: what a stranger can provoke must not fill the log of the host.
    if (failureLogged.compareAndSet(false, true)) {
      LOG.log(Level.ERROR, "a check failed inside the validator; this is a defect", failure);
    }
    return new Verdict.Unavailable(Reason.INTERNAL, RETRY_AFTER_FAILURE);
  }
}
