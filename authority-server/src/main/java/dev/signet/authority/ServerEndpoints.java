package dev.signet.authority;

import dev.signet.authority.authn.AuthenticatorChain;
import dev.signet.authority.authn.BasicAuthenticator;
import dev.signet.authority.authn.BodySecretAuthenticator;
import dev.signet.authority.authn.ClientAuthenticator;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.authn.assertion.PrivateKeyJwtAuthenticator;
import dev.signet.authority.authn.mtls.MtlsAuthenticator;
import dev.signet.authority.authn.mtls.PresentedCertificate;
import dev.signet.authority.binding.Binder;
import dev.signet.authority.binding.BindingSettings;
import dev.signet.authority.binding.KeyProofs;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.health.HealthEndpoint;
import dev.signet.authority.http.Admission;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.HttpLimits;
import dev.signet.authority.http.content.DocumentEndpoint;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.metrics.IssueMetrics;
import dev.signet.authority.metrics.Metrics;
import dev.signet.authority.quota.IssuingLimiter;
import dev.signet.authority.quota.published.AllowanceListSigner;
import dev.signet.authority.quota.published.AllowancePublisher;
import dev.signet.authority.revocation.RevocationListEndpoint;
import dev.signet.authority.revocation.RevocationNames;
import dev.signet.authority.revocation.RevocationStreamEndpoint;
import dev.signet.authority.revocation.RevokeEndpoint;
import dev.signet.authority.session.SessionAuthenticator;
import dev.signet.authority.session.SessionEndpoint;
import dev.signet.authority.session.SessionRules;
import dev.signet.authority.token.ClientCredentialsGrant;
import dev.signet.authority.token.Grant;
import dev.signet.authority.token.Grants;
import dev.signet.authority.token.IssueObserver;
import dev.signet.authority.token.TokenEndpoint;
import dev.signet.authority.token.TokenIssuer;
import dev.signet.authority.token.TokenPipeline;
import dev.signet.authority.token.exchange.ExchangeRules;
import dev.signet.authority.token.exchange.TokenExchangeGrant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that is answered over HTTP, joined to the parts that answer. */
final class ServerEndpoints {
  private ServerEndpoints() {}

  /** The endpoints of a server, those before which an admission stands among them. */
  static List<Endpoint> of(Authority authority, ServerParts parts, Admission admission) {
    ConsumerAuthentication consumers = consumers(authority, parts.assertions());
    Grants grants = grants(authority, parts);
    List<Endpoint> endpoints = new ArrayList<>();
    counted(authority, parts, consumers, grants)
        .forEach(endpoint -> endpoints.add(admission.before(endpoint)));
    endpoints.addAll(served(authority, parts, consumers, grants));
    return endpoints;
  }

  private static Grants grants(Authority authority, ServerParts parts) {
    List<Grant> offered = new ArrayList<>();
    offered.add(new ClientCredentialsGrant());
    ExchangeRules exchange = authority.config().exchange();
    if (!exchange.isEmpty() && parts.operators().judgesTokens()) {
      offered.add(
          new TokenExchangeGrant(exchange, parts.introspection().judges(), authority.directory()));
    }
    parts.assertions().grant().ifPresent(offered::add);
    return new Grants(offered);
  }

  /** What needs the database or the processor. */
  private static List<Endpoint> counted(
      Authority authority, ServerParts parts, ConsumerAuthentication consumers, Grants grants) {
    ServerMetadata metadata = new ServerMetadata(authority.config().issuer());
    HttpLimits limits = authority.config().web().limits();
    IssueObserver observer = new IssueMetrics(parts.operators().metrics());
    TokenIssuer issuer = authority.issuer(parts.keys(), parts.revocations()::cutOff, observer);
    Optional<SessionRules> sessions = sessions(authority);
    // The cookie is for tokens alone: no other endpoint needs what a browser sends by itself.
    ConsumerAuthentication forTokens =
        sessions
            .map(rules -> consumers.alsoBy(new SessionAuthenticator(rules, authority.directory())))
            .orElse(consumers);
    TokenPipeline pipeline =
        new TokenPipeline(
            forTokens, grants, authority.policy(), binder(authority), parts.limiter(), issuer);
    List<Endpoint> endpoints = new ArrayList<>();
    sessions
        .map(rules -> new SessionEndpoint(metadata.sessionPath(), limits, consumers, rules))
        .ifPresent(endpoints::add);
    endpoints.add(new TokenEndpoint(metadata.tokenPath(), limits, pipeline, authority.audit()));
    endpoints.add(
        new RevokeEndpoint(
            metadata.revocationPath(),
            limits,
            consumers,
            authority.revocations(),
            parts.revocations(),
            parts.operators().revocationMetrics()::revoke));
    parts.operators().api().ifPresent(endpoints::add);
    if (parts.operators().judgesTokens()) {
      endpoints.add(parts.introspection().endpoint(consumers));
    }
    return endpoints;
  }

  private static Binder binder(Authority authority) {
    AuthorityConfig config = authority.config();
    BindingSettings binding = config.binding();
    KeyProofs proofs =
        binding.dpop() == BindingSettings.Dpop.OFF
            ? null
            : new KeyProofs(
                new ServerMetadata(config.issuer()).tokenEndpoint(),
                binding,
                authority.nonceKey(),
                authority.storage().usedAssertions(),
                authority.clock());
    return new Binder(
        binding.rules(), new PresentedCertificate(config.mtls()), proofs, authority.audit());
  }

  /** What is in memory, and must be answered whatever becomes of the rest. */
  private static List<Endpoint> served(
      Authority authority, ServerParts parts, ConsumerAuthentication consumers, Grants grants) {
    AuthorityConfig config = authority.config();
    ServerMetadata metadata = new ServerMetadata(config.issuer());
    PublishedDocument discovery =
        metadata.document(
            grants.types(),
            consumers.methods(),
            PrivateKeyJwtAuthenticator.ALGORITHMS,
            config.revocations(),
            parts.operators().judgesTokens() ? parts.introspection().algorithms() : List.of(),
            config.binding().metadata(config.mtls().offered()));
    PublishedDocument openApi =
        new PublishedDocument("application/yaml", openApi(), Duration.ofMinutes(5));
    return List.of(
        new RevocationListEndpoint(
            metadata.revocationListPath(), parts.revocations(), parts.operators().reports()),
        new RevocationStreamEndpoint(metadata.revocationStreamPath(), parts.streams()),
        new DocumentEndpoint(metadata.allowanceListPath(), parts.allowances()::list),
        new DocumentEndpoint(metadata.metadataPath(), () -> discovery),
        new DocumentEndpoint(metadata.jwkSetPath(), parts.keys()::jwkSet),
        new DocumentEndpoint("/openapi.yaml", () -> openApi),
        health(authority, parts));
  }

  /** Charges requestors for tokens; whoever opens it closes it. */
  static IssuingLimiter openLimiter(Authority authority) {
    return IssuingLimiter.open(
        authority.allowances(), authority.storage(), authority.clocks()::time, authority.audit());
  }

  /** Publishes what operators allow, as it is now. */
  static AllowancePublisher allowances(Authority authority, KeyRotator keys) {
    AuthorityConfig config = authority.config();
    AllowanceListSigner signer =
        new AllowanceListSigner(
            () -> keys.signer(config.keys().algorithm()),
            kid -> keys.ring().find(kid).isPresent(),
            config.issuer(),
            config.quotas().list(),
            RevocationNames.salted(new SecureRandom()),
            authority.clock());
    AllowancePublisher publisher =
        new AllowancePublisher(
            authority.storage().allowances(), config.tokens().longestLifetime(), signer);
    authority.clocks().guard(publisher::follow).run();
    return publisher;
  }

  /** Counts requests that need the database or the processor. */
  static Admission admission(Authority authority, ServerParts parts) {
    Admission admission = new Admission(authority.config().web().limits().concurrentRequests());
    Metrics metrics = parts.operators().metrics();
    metrics.gauge(
        "signet.requests.inside",
        "Requests being served of those that limits.concurrentRequests counts",
        admission::inside);
    metrics.counter(
        "signet.requests.refused", "Requests refused because of it", admission::refused);
    return admission;
  }

  private static HealthEndpoint health(Authority authority, ServerParts parts) {
    KeyRotator keys = parts.keys();
    Map<String, Supplier<?>> details = new LinkedHashMap<>();
    details.put("signing", parts.signing()::providers);
    // No check: applications have their tokens whatever becomes of the users elsewhere.
    authority
        .ldapUsers()
        .ifPresent(users -> details.put("ldap", () -> users.isUp() ? "up" : "down"));
    return new HealthEndpoint(
        Map.of(
            "storage",
            authority.storage()::probe,
            "reading",
            authority.storage()::probeReading,
            "clock",
            authority.clocks()::probe,
            "keys",
            keys::probe,
            "signing",
            parts.signing()::probe),
        details);
  }

  private static ConsumerAuthentication consumers(Authority authority, AssertionSide assertions) {
    AuthorityConfig config = authority.config();
    List<ClientAuthenticator> ways = new ArrayList<>();
    ways.add(new BasicAuthenticator(authority.directory(), authority.clock()));
    ways.add(new BodySecretAuthenticator(authority.directory(), authority.clock()));
    ways.add(assertions.authenticator());
    if (config.mtls().offered()) {
      ways.add(
          new MtlsAuthenticator(
              config.mtls(),
              authority.directory(),
              authority.clientCredentials(),
              authority.clock()));
    }
    return new ConsumerAuthentication(
        new AuthenticatorChain(ways, authority.guessing().guard(), config.issuer()),
        authority.audit());
  }

  private static Optional<SessionRules> sessions(Authority authority) {
    String issuer = authority.config().issuer();
    return authority
        .sessions()
        .map(sessions -> new SessionRules(sessions, issuer, authority.audit()));
  }

  private static byte[] openApi() {
    try (InputStream in = ServerEndpoints.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
