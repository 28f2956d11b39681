package dev.signet.validator;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.settings.SettingRules;
import dev.signet.validator.supply.KeySupply;
import java.net.URI;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a validator; each has a default but issuer and audience. Not thread-safe.
 *
 * <p>Keys come from the authority's metadata unless one of {@link #keys}, {@link #keysFrom} and
 * {@link #jwksUri} says otherwise.
 */
public final class TokenValidatorBuilder {
  final String issuer;
  final String audience;
  @Nullable String sharedKeys;
  @Nullable Path sharedKeysFile;
  @Nullable URI jwksUri;
  @Nullable URI revocationListUri;
  @Nullable StalePolicy staleKeys;
  @Nullable StalePolicy staleRevocations;
  @Nullable Path stateFolder;
  @Nullable Transport transport;
  @Nullable ValidatorListener listener;
  final Set<String> audiences = new LinkedHashSet<>();
  @Nullable URI resourceMetadata;
  int maxTokenBytes = 8192;
  long verifiedTokenCacheBytes = 8L << 20;
  String requiredType = "at+jwt";
  String clientIdClaim = "client_id";
  Duration clockSkew = Duration.ofSeconds(10);
  Duration longestLifetime = Duration.ofHours(24);
  SenderConstraint senderConstraint = SenderConstraint.whereBound();
  boolean revocationStream = true;
  @Nullable String reportAs;
  Set<Algorithm> allowedAlgorithms = Set.of(Algorithm.ES256, Algorithm.ED25519, Algorithm.RS256);
  Engines engines = Engines.trusted();
  // Not for users: it bounds how long a provider's threads can be held. Tests stretch it.
  Duration longestWait = Duration.ofMillis(500);
  // The host's clock is read here alone, as the default of clock().
  Clock clock = Clock.system(ZoneOffset.UTC);

  TokenValidatorBuilder(String issuer, String audience) {
    this.issuer = SettingRules.issuer(issuer);
    this.audience =
        SettingRules.text("audience", audience, "this provider's name, as it stands in aud");
    audiences.add(audience);
  }

  /**
   * Another name of this provider: a token whose {@code aud} holds any of them is for it. May be
   * called again; none by default.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public TokenValidatorBuilder alsoAudience(String name) {
    audiences.add(SettingRules.text("alsoAudience", name, "another name of this provider"));
    return this;
  }

  /**
   * Where the metadata of this provider is (<a
   * href="https://www.rfc-editor.org/rfc/rfc9728#section-5.1">RFC 9728 §5.1</a>): every challenge
   * carries it as {@code resource_metadata}; none by default.
   *
   * @throws IllegalArgumentException unless it is https, or http on a loopback host
   */
  public TokenValidatorBuilder resourceMetadata(URI uri) {
    resourceMetadata = SettingRules.address("resourceMetadata", uri);
    return this;
  }

  /**
   * Keys that a partner shared, instead of fetching any: a JWK Set, one JWK or PEM public keys. A
   * single JWK or PEM key without {@code kid} has its RFC 7638 thumbprint as {@code kid}.
   */
  public TokenValidatorBuilder keys(String jwkSetOrPemText) {
    sharedKeys = Objects.requireNonNull(jwkSetOrPemText, "jwkSetOrPemText");
    return this;
  }

  /** As {@link #keys}, from a file of at most 512 KiB that {@link #build} reads once. */
  public TokenValidatorBuilder keysFrom(Path file) {
    sharedKeysFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Where the authority publishes its JWK Set; without it the metadata says so (RFC 8414).
   *
   * @throws IllegalArgumentException unless it is https, or http on a loopback host
   */
  public TokenValidatorBuilder jwksUri(URI uri) {
    jwksUri = SettingRules.address("jwksUri", uri);
    return this;
  }

  /**
   * Where the authority publishes its revocation list (docs/revocation-list.md), for keys that do
   * not come by its metadata; without it nobody is asked then, and tokens live until they expire.
   *
   * @throws IllegalArgumentException unless it is https, or http on a loopback host
   */
  public TokenValidatorBuilder revocationListUri(URI uri) {
    revocationListUri = SettingRules.address("revocationListUri", uri);
    return this;
  }

  /**
   * Whether to listen to the authority's stream of revocations where its metadata names one, so
   * that they arrive within milliseconds; by default it does. There is none with a {@link
   * #transport}, which cannot stream: then, as whenever the stream is cut, the list is polled.
   */
  public TokenValidatorBuilder revocationStream(boolean listen) {
    revocationStream = listen;
    return this;
  }

  /**
   * The name by which to tell the authority which revocations are in force here, for its operator
   * to see when a change has arrived; by default it is told nothing.
   *
   * @throws IllegalArgumentException unless it is 1 to 64 letters, digits, '.', '_' and '-'
   */
  public TokenValidatorBuilder reportAs(String name) {
    reportAs = SettingRules.reporter(name);
    return this;
  }

  /**
   * Algorithms to accept; by default ES256, Ed25519 and RS256.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TokenValidatorBuilder allowedAlgorithms(Set<Algorithm> algorithms) {
    allowedAlgorithms = SettingRules.algorithms(algorithms);
    return this;
  }

  /**
   * How far the clocks of authority and provider may differ; 10 s by default. At exactly {@code
   * exp} plus skew a token is expired; at exactly {@code nbf} or {@code iat} minus skew it counts.
   *
   * @throws IllegalArgumentException unless from zero to 5 min
   */
  public TokenValidatorBuilder clockSkew(Duration skew) {
    clockSkew = SettingRules.between("clockSkew", skew, Duration.ZERO, Duration.ofMinutes(5));
    return this;
  }

  /**
   * The longest time from {@code iat} to {@code exp} to accept, equal included; 24 h by default.
   *
   * @throws IllegalArgumentException unless from 1 s to 366 days
   */
  public TokenValidatorBuilder longestLifetime(Duration lifetime) {
    longestLifetime =
        SettingRules.between(
            "longestLifetime", lifetime, Duration.ofSeconds(1), Duration.ofDays(366));
    return this;
  }

  /**
   * The longest token to read, in bytes, equal included; 8192 by default.
   *
   * @throws IllegalArgumentException unless from 512 to 65536
   */
  public TokenValidatorBuilder maxTokenBytes(int bytes) {
    maxTokenBytes = SettingRules.tokenBytes(bytes);
    return this;
  }

  /**
   * About how much memory to spend on tokens that verified before, in bytes; 8 MiB by default,
   * which is some 1800 tokens of 800 characters, and 0 for none.
   *
   * <p>A token that is presented again skips the signature; its times, its key, the revocations and
   * the age of both are judged on every check. The texts of accepted tokens stay in memory until
   * they have expired and others come, or their room is needed.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public TokenValidatorBuilder verifiedTokenCacheBytes(long bytes) {
    verifiedTokenCacheBytes = SettingRules.cacheBytes(bytes);
    return this;
  }

  /**
   * The {@code typ} a token must have; {@code at+jwt} by default (RFC 9068 §2.1). Compared without
   * case; a value without a slash reads as {@code application/} and that value.
   *
   * @throws IllegalArgumentException if it is no media type, or has parameters
   */
  public TokenValidatorBuilder requiredType(String type) {
    requiredType = SettingRules.mediaType("requiredType", type);
    return this;
  }

  /**
   * The claim that names the client, which every token must have; {@code client_id} by default (RFC
   * 9068 §2.2). Issuers of other profiles name it {@code azp} or {@code cid}.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public TokenValidatorBuilder clientIdClaim(String claim) {
    clientIdClaim = SettingRules.text("clientIdClaim", claim, "the name of a claim, such as azp");
    return this;
  }

  /**
   * The provider of cryptography to verify with, for each algorithm that it has and does correctly.
   * For the rest, and by default, it is the fastest trusted one that is present: Amazon Corretto's,
   * Conscrypt, Bouncy Castle or the platform's. {@link ValidatorState#providers()} tells who
   * verifies what. The provider is used as it is and never installed.
   */
  public TokenValidatorBuilder cryptoProvider(Provider provider) {
    engines = Engines.preferring(Objects.requireNonNull(provider, "provider"));
    return this;
  }

  /** What is asked of the senders of requests; {@link SenderConstraint#whereBound} by default. */
  public TokenValidatorBuilder senderConstraint(SenderConstraint constraint) {
    senderConstraint = Objects.requireNonNull(constraint, "constraint");
    return this;
  }

  /** The clock that times in tokens are compared with; the host's by default. */
  public TokenValidatorBuilder clock(Clock newClock) {
    clock = Objects.requireNonNull(newClock, "clock");
    return this;
  }

  /**
   * What to do when the authority cannot be reached; by default {@code acceptFor(24 h)}, the
   * longest lifetime: no token issued before the outage outlives it.
   */
  public TokenValidatorBuilder staleKeys(StalePolicy policy) {
    staleKeys = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** As {@link #staleKeys}, for revocations, whose age counts from when they were signed. */
  public TokenValidatorBuilder staleRevocations(StalePolicy policy) {
    staleRevocations = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Keeps keys and revocations in this directory, so that the next start validates at once also
   * while the authority is down; by default nothing is kept.
   *
   * <p>The directory is made with mode 0700 and may be shared by validators. A file that is
   * damaged, of another authority, older than the stale policy allows, or that others could have
   * written, is ignored, and the state says why; one that cannot be written is no harm. Needs
   * POSIX.
   */
  public TokenValidatorBuilder keepStateIn(Path directory) {
    stateFolder = Objects.requireNonNull(directory, "directory");
    return this;
  }

  /** How to reach the authority; the JDK's HTTP client by default. */
  public TokenValidatorBuilder transport(Transport newTransport) {
    transport = Objects.requireNonNull(newTransport, "transport");
    return this;
  }

  /** Who hears of keys and revocations fetched, failures, phases; by default nobody. */
  public TokenValidatorBuilder listener(ValidatorListener newListener) {
    listener = Objects.requireNonNull(newListener, "listener");
    return this;
  }

  /**
   * Makes the validator and returns at once: the first fetch runs on the library's thread.
   *
   * @throws IllegalArgumentException if shared keys or their file cannot be read
   * @throws IllegalStateException if more than one source of keys or of revocations is named; or a
   *     stale policy, a state directory, a transport or a listener where nothing is fetched; or if
   *     a signature of an allowed algorithm alone is as long as {@code maxTokenBytes}
   */
  public TokenValidator build() {
    SettingRules.roomForSignatures(maxTokenBytes, allowedAlgorithms);
    RevocationSupplies.refuseContradictions(this);
    KeySupply keys = KeySupplies.of(this);
    return new TokenValidator(this, keys, RevocationSupplies.of(this, keys));
  }
}
