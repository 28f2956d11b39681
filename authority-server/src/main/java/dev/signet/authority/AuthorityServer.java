package dev.signet.authority;

import dev.signet.authority.audit.AuditEvent.ServerStarted;
import dev.signet.authority.audit.AuditEvent.ServerStopped;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.directory.CredentialUses;
import dev.signet.authority.directory.DirectoryOverloadedException;
import dev.signet.authority.directory.DirectoryUnavailableException;
import dev.signet.authority.directory.credential.ExpiringCredentials;
import dev.signet.authority.enforcement.ValidatorReports;
import dev.signet.authority.guessing.Guessing;
import dev.signet.authority.guessing.SharedGuesses;
import dev.signet.authority.http.Admission;
import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.SigningHealth;
import dev.signet.authority.keys.signing.SigningFaultException;
import dev.signet.authority.metrics.KeyMetrics;
import dev.signet.authority.metrics.Metrics;
import dev.signet.authority.metrics.PurgeMetrics;
import dev.signet.authority.metrics.RequestMetrics;
import dev.signet.authority.metrics.StorageMetrics;
import dev.signet.authority.quota.published.AllowancePublisher;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevocationStreams;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.token.TokenPurge;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running authority: the one place where its parts are joined. Thread-safe. */
public final class AuthorityServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityServer.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration TLS_CHECK = Duration.ofSeconds(10);

  private final Authority authority;
  private final ServerParts parts;
  private final WebServer web;
  private final Housekeeping housekeeping = new Housekeeping("signet-housekeeping");

  /** A thread of its own for what must not wait for purging. */
  private final Housekeeping promptly = new Housekeeping("signet-promptly");

  private final Following following;

  private AuthorityServer(Authority authority, ServerParts parts, WebServer web) {
    this.authority = authority;
    this.parts = parts;
    this.web = web;
    this.following =
        new Following(
            authority.storage(),
            parts.revocations(),
            parts.streams(),
            RevocationPublisher.FOLLOW_EVERY,
            housekeeping.soon(this::turnKeys),
            promptly.soon(authority.guessing().shared()::hear));
  }

  /**
   * Opens the storage, loads the keys and starts to listen.
   *
   * @throws IllegalArgumentException if a key file, a TLS file or the address is at fault
   * @throws StorageException if the storage cannot be opened
   */
  public static AuthorityServer start(AuthorityConfig config, Clock clock) {
    return start(Authority.open(config, clock));
  }

  /** Starts over parts that are open already; closes them if it does not come to that. */
  static AuthorityServer start(Authority authority) {
    AuthorityConfig config = authority.config();
    try {
      authority.clocks().compare();
      authority.guessing().shared().share();
      KeyRotator keys = authority.openKeys();
      SigningHealth signing = new SigningHealth(keys);
      signing.prove();
      RevocationPublisher revocations = authority.publisher(keys);
      RevocationStreams streams = RevocationStreams.of(revocations, authority.clock());
      OperatorSide operators = new OperatorSide(authority, keys, revocations, errors());
      OwnIntrospection introspection = OwnIntrospection.of(authority, keys, revocations);
      ServerParts parts =
          new ServerParts(
              keys,
              signing,
              revocations,
              streams,
              operators,
              introspection,
              AssertionSide.of(authority),
              ServerEndpoints.openLimiter(authority),
              ServerEndpoints.allowances(authority, keys));
      WebServer web = listen(authority, parts);
      AuthorityServer server = new AuthorityServer(authority, parts, web);
      server.measure();
      server.schedule();
      authority.audit().record(new ServerStarted(config.issuer(), version()));
      LOG.info(
          "listening on {}:{}, issuer {}, profile {}, signing with {} by {}",
          config.web().host(),
          web.port(),
          config.issuer(),
          config.profile(),
          keys.ring().active(),
          signing.providers());
      return server;
    } catch (RuntimeException e) {
      authority.close();
      throw e;
    }
  }

  private static WebServer listen(Authority authority, ServerParts parts) {
    Admission admission = ServerEndpoints.admission(authority, parts);
    try {
      return WebServer.start(
          authority.config().web(),
          ServerEndpoints.of(authority, parts, admission),
          errors(),
          new RequestMetrics(parts.operators().metrics()),
          admission);
    } catch (RuntimeException e) {
      parts.operators().close();
      parts.limiter().close();
      throw e;
    }
  }

  /** The ring it signs with and publishes. */
  KeyRotator keys() {
    return parts.keys();
  }

  /** The list it publishes. */
  RevocationPublisher revocations() {
    return parts.revocations();
  }

  /** What requests and recurring jobs share. */
  ServerParts parts() {
    return parts;
  }

  /** The port of metrics; empty if they are not served. */
  Optional<Integer> operatorPort() {
    return parts.operators().port();
  }

  /** The port it listens on. */
  public int port() {
    return web.port();
  }

  /** Stops in good order: requests in flight are answered, then the storage is closed. */
  @Override
  public void close() {
    LOG.info(
        "stopping: requests in flight have {} to end",
        authority.config().web().limits().stopTimeout());
    housekeeping.close();
    following.close();
    promptly.close();
    parts.streams().close();
    web.close();
    parts.operators().close();
    parts.introspection().judges().close();
    parts.assertions().close();
    parts.limiter().close();
    authority.credentialUses().write();
    authority.guessing().shared().writeLast();
    authority.audit().record(new ServerStopped(authority.config().issuer()));
    authority.close();
  }

  private static ErrorMapper errors() {
    return new ErrorMapper()
        .translating(
            StorageException.class,
            e -> OAuthException.unavailable("The database does not answer now", RETRY_AFTER))
        .translating(
            StorageException.Overloaded.class,
            e -> OAuthException.unavailable("Too many wait for the database", RETRY_AFTER))
        .translating(
            KeyRotator.UnavailableException.class,
            e -> OAuthException.unavailable("No key may sign now", RETRY_AFTER))
        .translating(
            SigningFaultException.class,
            e -> OAuthException.unavailable("No key can sign now", RETRY_AFTER))
        .translating(
            DirectoryOverloadedException.class,
            e -> OAuthException.unavailable("Too many passwords at once", RETRY_AFTER))
        .translating(
            DirectoryUnavailableException.class,
            e -> OAuthException.unavailable("The directory does not answer now", RETRY_AFTER));
  }

  private void measure() {
    Metrics metrics = parts.operators().metrics();
    StorageMetrics.watch(metrics, authority.storage().workload());
    KeyMetrics.watch(metrics, parts.keys()::ring, authority.clock());
    metrics.gauge(
        "signet.revocation.streams", "Readers of the stream of revocations", parts.streams()::open);
    metrics.gauge(
        "signet.clock.offset.seconds",
        "By how much the clock is ahead of that of the database",
        authority.clocks()::offsetSeconds);
    metrics.counter(
        "signet.quota.exceeded",
        "Tokens refused as an allowance was used up",
        parts.limiter()::exceeded);
    metrics.gauge(
        "signet.quota.shared",
        "Whether tokens are counted together with all other nodes",
        () -> parts.limiter().isShared() ? 1 : 0);
    metrics.gauge(
        "signet.storage.notices", "Whether changes of other nodes are told of", following::told);
    measureGuessing(metrics);
  }

  private void measureGuessing(Metrics metrics) {
    Guessing guessing = authority.guessing();
    metrics.counter(
        "signet.guesses.refused",
        "Attempts to authenticate that were not judged, as too many had failed",
        guessing.guard()::refused);
    metrics.counter(
        "signet.guesses.backoffs", "How often somebody began to wait", guessing.guard()::begun);
    metrics.gauge(
        "signet.guesses.shared",
        "Whether it is known who failed too often at other nodes",
        () -> guessing.shared().isReached() ? 1 : 0);
  }

  private void schedule() {
    Metrics metrics = parts.operators().metrics();
    TokenPurge purge =
        new TokenPurge(
            authority.storage().tokens(),
            authority.audit(),
            authority.clock(),
            new PurgeMetrics(metrics)::purged);
    Duration purgeEvery = authority.config().storage().purgeEvery();
    ClockAgreement clocks = authority.clocks();
    housekeeping.every(purgeEvery, clocks.guard(purge));
    housekeeping.every(purgeEvery, clocks.guard(parts.assertions().purge()));
    housekeeping.every(purgeEvery, clocks.guard(parts.limiter()::purge));
    housekeeping.every(purgeEvery, clocks.guard(authority.revocations()::dropExpired));
    housekeeping.every(purgeEvery, authority.revocations()::forgetRemoved);
    authority
        .sessions()
        .ifPresent(sessions -> housekeeping.every(purgeEvery, clocks.guard(sessions::purge)));
    promptly.every(SharedGuesses.SHARE_EVERY, authority.guessing().shared()::share);
    promptly.every(AllowancePublisher.FOLLOW_EVERY, this::followAllowances);
    housekeeping.every(purgeEvery, clocks.guard(authority.guessing().shared()::purge));
    housekeeping.every(ValidatorReports.SHARE_EVERY, parts.operators().reports()::share);
    housekeeping.every(KeyRotator.TURN_EVERY, this::turnKeys);
    housekeeping.every(ClockAgreement.COMPARE_EVERY, clocks::compare);
    ExpiringCredentials expiring =
        new ExpiringCredentials(authority.storage().credentialReader(), authority.clock());
    metrics.gauge(
        "signet.credentials.expiring",
        "Credentials of clients that expire within 30 days",
        expiring::count);
    housekeeping.soon(expiring::look).run();
    housekeeping.every(ExpiringCredentials.LOOK_EVERY, expiring::look);
    housekeeping.every(CredentialUses.WRITE_EVERY, authority.credentialUses()::write);
    housekeeping.every(TLS_CHECK, web::reloadTlsIfChanged);
  }

  /** A list that says of a wrong time what is in force is worse than the last one. */
  void followAllowances() {
    authority.clocks().guard(parts.allowances()::follow).run();
  }

  private void turnKeys() {
    KeyRing before = parts.keys().ring();
    parts.keys().turn();
    parts.signing().prove();
    if (!parts.keys().ring().equals(before)) {
      parts.operators().keysChanged();
      // The next one begins with the new ring.
      parts.introspection().judges().close();
    }
  }

  private static String version() {
    String version = AuthorityServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
