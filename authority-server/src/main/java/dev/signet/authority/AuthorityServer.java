package dev.signet.authority;

import dev.signet.authority.audit.AuditEvent.ServerStarted;
import dev.signet.authority.audit.AuditEvent.ServerStopped;
import dev.signet.authority.authn.AuthenticatorChain;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.authn.FailureThrottle;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.directory.DirectoryOverloadedException;
import dev.signet.authority.enforcement.ValidatorReports;
import dev.signet.authority.http.DocumentEndpoint;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.HealthEndpoint;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.PublishedDocument;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.keys.KeyRing;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.SigningHealth;
import dev.signet.authority.keys.signing.SigningFaultException;
import dev.signet.authority.revocation.RevocationListEndpoint;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevocationStreamEndpoint;
import dev.signet.authority.revocation.RevocationStreams;
import dev.signet.authority.revocation.RevokeEndpoint;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.token.ClientCredentialsGrant;
import dev.signet.authority.token.Grants;
import dev.signet.authority.token.TokenEndpoint;
import dev.signet.authority.token.TokenPipeline;
import dev.signet.authority.token.TokenPurge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running authority: the one place where its parts are joined. Thread-safe. */
public final class AuthorityServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityServer.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final Duration TLS_CHECK = Duration.ofSeconds(10);

  private final Authority authority;
  private final Parts parts;
  private final WebServer web;
  private final Housekeeping housekeeping = new Housekeeping("signet-housekeeping");

  /** Purging may take its time; what was revoked elsewhere is published within a second. */
  private final Housekeeping following = new Housekeeping("signet-revocations");

  /** What requests and recurring jobs share. */
  private record Parts(
      KeyRotator keys,
      SigningHealth signing,
      RevocationPublisher revocations,
      RevocationStreams streams,
      OperatorSide operators,
      OwnIntrospection introspection) {}

  private AuthorityServer(Authority authority, Parts parts, WebServer web) {
    this.authority = authority;
    this.parts = parts;
    this.web = web;
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
      KeyRotator keys = authority.openKeys();
      SigningHealth signing = new SigningHealth(keys);
      signing.prove();
      RevocationPublisher revocations = authority.publisher(keys);
      RevocationStreams streams = RevocationStreams.of(revocations, authority.clock());
      OperatorSide operators = new OperatorSide(authority, keys, revocations, errors());
      OwnIntrospection introspection = OwnIntrospection.of(authority, keys, revocations);
      Parts parts = new Parts(keys, signing, revocations, streams, operators, introspection);
      WebServer web = listen(authority, parts);
      AuthorityServer server = new AuthorityServer(authority, parts, web);
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

  private static WebServer listen(Authority authority, Parts parts) {
    try {
      return WebServer.start(authority.config().web(), endpoints(authority, parts), errors());
    } catch (RuntimeException e) {
      parts.operators().close();
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

  /** Who reads the list as it changes. */
  RevocationStreams streams() {
    return parts.streams();
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
    parts.streams().close();
    web.close();
    parts.operators().close();
    parts.introspection().judges().close();
    authority.audit().record(new ServerStopped(authority.config().issuer()));
    authority.close();
  }

  private static List<Endpoint> endpoints(Authority authority, Parts parts) {
    KeyRotator keys = parts.keys();
    AuthorityConfig config = authority.config();
    ConsumerAuthentication consumers = consumers(authority);
    Grants grants = new Grants(List.of(new ClientCredentialsGrant()));
    TokenPipeline pipeline =
        new TokenPipeline(
            consumers,
            grants,
            authority.policy(),
            authority.issuer(keys, parts.revocations()::cutOff));

    ServerMetadata metadata = new ServerMetadata(config.issuer());
    PublishedDocument discovery =
        metadata.document(
            grants.types(),
            consumers.methods(),
            config.revocations(),
            parts.operators().judgesTokens() ? parts.introspection().algorithms() : List.of());
    PublishedDocument openApi =
        new PublishedDocument("application/yaml", openApi(), Duration.ofMinutes(5));
    List<Endpoint> endpoints = new ArrayList<>();
    parts.operators().api().ifPresent(endpoints::add);
    if (parts.operators().judgesTokens()) {
      endpoints.add(parts.introspection().endpoint(consumers));
    }
    Collections.addAll(
        endpoints,
        new TokenEndpoint(metadata.tokenPath(), config.web().limits(), pipeline, authority.audit()),
        new RevokeEndpoint(
            metadata.revocationPath(),
            config.web().limits(),
            consumers,
            authority.revocations(),
            parts.revocations(),
            parts.operators().revocationMetrics()::revoke),
        new RevocationListEndpoint(
            metadata.revocationListPath(), parts.revocations(), parts.operators().reports()),
        new RevocationStreamEndpoint(metadata.revocationStreamPath(), parts.streams()),
        new DocumentEndpoint(metadata.metadataPath(), () -> discovery),
        new DocumentEndpoint(metadata.jwkSetPath(), keys::jwkSet),
        new DocumentEndpoint("/openapi.yaml", () -> openApi),
        health(authority, parts));
    return endpoints;
  }

  private static HealthEndpoint health(Authority authority, Parts parts) {
    KeyRotator keys = parts.keys();
    return new HealthEndpoint(
        Map.of(
            "storage",
            authority.storage()::probe,
            "keys",
            keys::probe,
            "signing",
            parts.signing()::probe),
        Map.of("signing", parts.signing()::providers));
  }

  private static ConsumerAuthentication consumers(Authority authority) {
    AuthorityConfig config = authority.config();
    AuthorityConfig.AuthenticationSettings settings = config.authentication();
    FailureThrottle throttle =
        new FailureThrottle(settings.failures(), settings.failureWindow(), authority.clock());
    return new ConsumerAuthentication(
        new AuthenticatorChain(authority.directory(), throttle, authority.clock(), config.issuer()),
        authority.audit());
  }

  private static ErrorMapper errors() {
    return new ErrorMapper()
        .translating(
            StorageException.class,
            e -> OAuthException.unavailable("It could not be recorded", RETRY_AFTER))
        .translating(
            KeyRotator.UnavailableException.class,
            e -> OAuthException.unavailable("No key may sign now", RETRY_AFTER))
        .translating(
            SigningFaultException.class,
            e -> OAuthException.unavailable("No key can sign now", RETRY_AFTER))
        .translating(
            DirectoryOverloadedException.class,
            e -> OAuthException.unavailable("Too many passwords at once", RETRY_AFTER));
  }

  private void schedule() {
    TokenPurge purge =
        new TokenPurge(authority.storage().tokens(), authority.audit(), authority.clock());
    Duration purgeEvery = authority.config().storage().purgeEvery();
    housekeeping.every(purgeEvery, purge);
    housekeeping.every(purgeEvery, authority.revocations()::dropExpired);
    housekeeping.every(purgeEvery, authority.revocations()::forgetRemoved);
    following.every(
        RevocationPublisher.FOLLOW_EVERY,
        () -> {
          parts.revocations().follow();
          parts.streams().tick();
        });
    housekeeping.every(ValidatorReports.SHARE_EVERY, parts.operators().reports()::share);
    housekeeping.every(KeyRotator.TURN_EVERY, this::turnKeys);
    housekeeping.every(TLS_CHECK, web::reloadTlsIfChanged);
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

  private static byte[] openApi() {
    try (InputStream in = AuthorityServer.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String version() {
    String version = AuthorityServer.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
