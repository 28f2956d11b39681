package dev.signet.validator;

import dev.signet.validator.cache.VerifiedTokens;
import dev.signet.validator.check.Guard;
import dev.signet.validator.check.Pipeline;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.explain.Explainer;
import dev.signet.validator.proof.ReplayWindow;
import dev.signet.validator.revocation.supply.RevocationSupply;
import dev.signet.validator.rules.Challenge;
import dev.signet.validator.rules.ClaimRules;
import dev.signet.validator.rules.Credentials;
import dev.signet.validator.rules.HeaderRules;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.rules.Sender;
import dev.signet.validator.rules.TimeRules;
import dev.signet.validator.sender.RequestJudge;
import dev.signet.validator.supply.KeySupply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
 * known key; keys and revocations are fetched on a daemon thread each of the library's own. Only a
 * check that meets an unknown key, or no usable keys or revocations at all, waits for a fetch, at
 * most 500 ms for each of the two and at most 16 such checks at once; and one that demands a {@link
 * Freshness} which is not at hand.
 */
public final class TokenValidator implements AutoCloseable {
  private final String issuer;
  private final Clock clock;
  private final Pipeline.Rules rules;
  private final KeySupply keys;
  private final RevocationSupply revocations;
  private final Engines engines;
  private final VerifiedTokens verifiedTokens;
  private final Pipeline pipeline;
  private final ReplayWindow seenProofs;
  private final RequestJudge requests;
  private final Guard guard;

  TokenValidator(TokenValidatorBuilder settings, KeySupply keys, RevocationSupply revocations) {
    this.issuer = settings.issuer;
    String challengeStart =
        Challenge.start(settings.audience, Optional.ofNullable(settings.resourceMetadata));
    this.guard = new Guard(challengeStart);
    this.clock = settings.clock;
    this.rules =
        new Pipeline.Rules(
            new HeaderRules(Algorithm.joseNames(settings.allowedAlgorithms), settings.requiredType),
            new ClaimRules(
                settings.issuer,
                Set.copyOf(settings.audiences),
                settings.clientIdClaim,
                new TimeRules(settings.clockSkew, settings.longestLifetime)),
            settings.maxTokenBytes);
    this.keys = keys;
    this.revocations = revocations;
    this.engines = settings.engines;
    this.verifiedTokens =
        new VerifiedTokens(settings.verifiedTokenCacheBytes, settings.maxTokenBytes);
    this.pipeline = new Pipeline(rules, keys, revocations, verifiedTokens, clock, challengeStart);
    this.seenProofs = settings.senderConstraint.replayWindow();
    this.requests = settings.senderConstraint.judge(seenProofs, clock, engines, challengeStart);
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
    return judge(() -> Credentials.bearer(authorizationHeader));
  }

  /**
   * Checks all {@code Authorization} header values of a request; more than one is {@code
   * malformed_request}, whichever is good (<a
   * href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750 §3.1</a>).
   */
  public Verdict check(List<String> authorizationHeaders) {
    List<String> headers = List.copyOf(authorizationHeaders);
    return judge(() -> Credentials.bearer(headers));
  }

  /** Checks the bare text of a token, which must be a bearer token. */
  public Verdict checkToken(String token) {
    Objects.requireNonNull(token, "token");
    return judge(() -> token);
  }

  /**
   * Checks a request, and holds its sender to what the token is bound to: a DPoP proof by that key,
   * made for this request and not seen before (<a
   * href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449 §4.3</a>), or that client
   * certificate, or both. A bearer token is taken as by {@link #check(List)}, unless {@link
   * TokenValidatorBuilder#senderConstraint} says otherwise.
   *
   * <p>A proof is good for one check: checking the same request again refuses it.
   */
  public Verdict check(ResourceRequest request) {
    Objects.requireNonNull(request, "request");
    return guard.verdict(() -> requests.judge(request, pipeline::judge));
  }

  /** As {@link #check(ResourceRequest)} and {@link #check(String, Freshness)}. */
  public Verdict check(ResourceRequest request, Freshness freshness) {
    Objects.requireNonNull(request, "request");
    requireRevocable(freshness);
    return guard.verdict(() -> requests.judge(request, (token, as) -> fresh(token, as, freshness)));
  }

  /**
   * Checks a token that <em>nobody presents</em>, whatever it is bound to: for who is asked about
   * tokens, such as introspection, and never for letting a request pass.
   *
   * <p><strong>Accepted here is not permitted.</strong> A stolen token that is bound to a key is
   * accepted too; whoever acts on the answer must hold the sender to {@link Token#confirmation}.
   */
  public Verdict checkIgnoringBinding(String token) {
    Objects.requireNonNull(token, "token");
    return guard.verdict(() -> pipeline.judge(token, Sender.NOBODY));
  }

  /**
   * As {@link #check(String)}, for a sensitive operation: accepts only by revocations as fresh as
   * this.
   *
   * <p>If what is held is older, the check asks the authority and waits for its signed answer, at
   * most 500 ms; checks that ask at the same time share one request, and at most 256 wait. Without
   * an answer that is fresh enough the verdict is {@code revocations_too_old}. Whatever is refused
   * without asking stays refused, and nobody is asked.
   *
   * @throws IllegalStateException if tokens of this issuer cannot be revoked: it offers no
   *     revocations, or they are not asked for
   */
  public Verdict check(@Nullable String authorizationHeader, Freshness freshness) {
    return judge(() -> Credentials.bearer(authorizationHeader), freshness);
  }

  /** As {@link #check(List)} and {@link #check(String, Freshness)}. */
  public Verdict check(List<String> authorizationHeaders, Freshness freshness) {
    List<String> headers = List.copyOf(authorizationHeaders);
    return judge(() -> Credentials.bearer(headers), freshness);
  }

  /** As {@link #checkToken(String)} and {@link #check(String, Freshness)}. */
  public Verdict checkToken(String token, Freshness freshness) {
    Objects.requireNonNull(token, "token");
    return judge(() -> token, freshness);
  }

  /**
   * Says of each check whether the token passes it, going on behind the first that fails; for a
   * person who asks why, never for the path of a request. The verdict in it is that of {@link
   * #checkToken}; as there, an unknown key may cause a fetch.
   */
  public Explanation explain(String token) {
    Verdict verdict = checkToken(token);
    Explainer explainer = new Explainer(rules.header(), keys, rules.claims(), revocations, verdict);
    return Explanation.of(
        verdict, explainer.explain(token, rules.maxTokenBytes(), clock.instant()));
  }

  /** How the validator stands now. */
  public ValidatorState state() {
    Instant now = clock.instant();
    ValidatorState.Proofs proofs =
        new ValidatorState.Proofs(seenProofs.size(), seenProofs.narrowed());
    return keys.state(now).with(revocations.state(now)).with(engines, proofs);
  }

  /**
   * Asks for a fetch of the keys and of the revocations on the library's threads and returns at
   * once; a fetch that is running already counts. Nothing happens to what is not fetched, such as
   * keys that were given to the builder.
   */
  public void refreshNow() {
    keys.refreshNow();
    revocations.refreshNow();
  }

  /**
   * Waits until tokens can be judged, at most this long; returns whether they can: there are usable
   * keys and, unless revocations are not asked for, a usable list or the knowledge that the
   * authority offers none. For programs that would rather start late than answer 503 first.
   */
  public boolean awaitKeys(Duration longest) {
    Objects.requireNonNull(longest, "longest");
    long start = System.nanoTime();
    return keys.await(longest) && revocations.await(longest.minusNanos(System.nanoTime() - start));
  }

  /**
   * Stops fetching. Checks go on with the keys and revocations held, until the stale policies say
   * no.
   */
  @Override
  public void close() {
    keys.close();
    revocations.close();
  }

  String issuer() {
    return issuer;
  }

  int maxTokenBytes() {
    return rules.maxTokenBytes();
  }

  /** The verdict on a token that was refused. */
  Verdict answer(Refusal refusal) {
    return guard.answer(refusal);
  }

  /** The verdict on a request of which the token was refused. */
  Verdict answer(ResourceRequest request, Refusal refusal) {
    return requests.answer(request, refusal);
  }

  /** How many tokens are remembered as verified. */
  long remembered() {
    return verifiedTokens.size();
  }

  /** Where the text of a token comes from. */
  private interface Presented {
    String token() throws Refusal;
  }

  private Verdict judge(Presented presented) {
    return guard.verdict(() -> pipeline.judge(presented.token(), Sender.BEARER));
  }

  private Verdict judge(Presented presented, Freshness freshness) {
    requireRevocable(freshness);
    return guard.verdict(() -> fresh(presented.token(), Sender.BEARER, freshness));
  }

  private void requireRevocable(Freshness freshness) {
    Objects.requireNonNull(freshness, "freshness");
    if (revocations.isKnownForNone()) {
      throw new IllegalStateException(
          "freshness is for revocations, and there are none of "
              + issuer
              + ": check without it, or let the authority offer a revocation list");
    }
  }

  /** Judged by what is held, and once more by what the authority says when it was asked. */
  private Verdict.Accepted fresh(String token, Sender sender, Freshness freshness) throws Refusal {
    Verdict.Accepted accepted = pipeline.judge(token, sender);
    return revocations.freshen(freshness.longest()) ? pipeline.judge(token, sender) : accepted;
  }
}
