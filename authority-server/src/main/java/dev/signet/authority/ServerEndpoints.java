package dev.signet.authority;

import dev.signet.authority.authn.AuthenticatorChain;
import dev.signet.authority.authn.ConsumerAuthentication;
import dev.signet.authority.authn.FailureThrottle;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.HealthEndpoint;
import dev.signet.authority.http.content.DocumentEndpoint;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.metrics.IssueMetrics;
import dev.signet.authority.revocation.RevocationListEndpoint;
import dev.signet.authority.revocation.RevocationStreamEndpoint;
import dev.signet.authority.revocation.RevokeEndpoint;
import dev.signet.authority.token.ClientCredentialsGrant;
import dev.signet.authority.token.Grants;
import dev.signet.authority.token.IssueTimes;
import dev.signet.authority.token.TokenEndpoint;
import dev.signet.authority.token.TokenPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Everything that is answered over HTTP, joined to the parts that answer. */
final class ServerEndpoints {
  private ServerEndpoints() {}

  /** The endpoints of a server. */
  static List<Endpoint> of(Authority authority, ServerParts parts) {
    KeyRotator keys = parts.keys();
    AuthorityConfig config = authority.config();
    ConsumerAuthentication consumers = consumers(authority);
    Grants grants = new Grants(List.of(new ClientCredentialsGrant()));
    IssueTimes times = new IssueMetrics(parts.operators().metrics());
    TokenPipeline pipeline =
        new TokenPipeline(
            consumers,
            grants,
            authority.policy(),
            authority.issuer(keys, parts.revocations()::cutOff, times),
            times);

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
    endpoints.addAll(revocation(authority, parts, consumers));
    Collections.addAll(
        endpoints,
        new TokenEndpoint(metadata.tokenPath(), config.web().limits(), pipeline, authority.audit()),
        new DocumentEndpoint(metadata.metadataPath(), () -> discovery),
        new DocumentEndpoint(metadata.jwkSetPath(), keys::jwkSet),
        new DocumentEndpoint("/openapi.yaml", () -> openApi),
        health(authority, parts));
    return endpoints;
  }

  private static List<Endpoint> revocation(
      Authority authority, ServerParts parts, ConsumerAuthentication consumers) {
    ServerMetadata metadata = new ServerMetadata(authority.config().issuer());
    return List.of(
        new RevokeEndpoint(
            metadata.revocationPath(),
            authority.config().web().limits(),
            consumers,
            authority.revocations(),
            parts.revocations(),
            parts.operators().revocationMetrics()::revoke),
        new RevocationListEndpoint(
            metadata.revocationListPath(), parts.revocations(), parts.operators().reports()),
        new RevocationStreamEndpoint(metadata.revocationStreamPath(), parts.streams()));
  }

  private static HealthEndpoint health(Authority authority, ServerParts parts) {
    KeyRotator keys = parts.keys();
    return new HealthEndpoint(
        Map.of(
            "storage",
            authority.storage()::probe,
            "clock",
            authority.clocks()::probe,
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
