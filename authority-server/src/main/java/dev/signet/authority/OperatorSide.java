package dev.signet.authority;

import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.enforcement.ValidatorReports;
import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.ErrorMapper;
import dev.signet.authority.http.RequestListener;
import dev.signet.authority.http.WebServer;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.metrics.Metrics;
import dev.signet.authority.metrics.MetricsEndpoint;
import dev.signet.authority.metrics.RevocationMetrics;
import dev.signet.authority.operator.OperatorAccess;
import dev.signet.authority.operator.OperatorEndpoint;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.Revocations;
import dev.signet.validator.TokenValidator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is there for those who run the authority: their API, what validators report, and the
 * measurements with a listener of their own. Thread-safe.
 */
final class OperatorSide implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorSide.class);

  private final Authority authority;
  private final RevocationPublisher published;
  private final Metrics metrics = new Metrics();
  private final RevocationMetrics revocationMetrics = new RevocationMetrics(metrics);
  private final ValidatorReports reports;
  private final Optional<UpToDateJudge> judge;
  private final Optional<WebServer> listener;

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException if the address of its listener cannot be bound
   */
  OperatorSide(
      Authority authority, KeyRotator keys, RevocationPublisher published, ErrorMapper errors) {
    this.authority = authority;
    this.published = published;
    this.reports =
        new ValidatorReports(
            authority.storage(), published.times(), authority.clock(), revocationMetrics::effect);
    revocationMetrics.watch(published, () -> reports.status(published.change()));
    this.listener =
        authority
            .config()
            .operatorListener()
            .map(
                web ->
                    WebServer.start(
                        web, List.of(new MetricsEndpoint(metrics)), errors, RequestListener.NONE));
    listener.ifPresent(web -> LOG.info("metrics at port {}, path /metrics", web.port()));
    this.judge = judge(keys);
  }

  /** Empty for an issuer that no validator takes, which only the development profile allows. */
  private Optional<UpToDateJudge> judge(KeyRotator keys) {
    ServerMetadata metadata = new ServerMetadata(authority.config().issuer());
    try {
      TokenValidator own = OwnValidator.start(metadata, keys, published, authority.clock());
      return Optional.of(new UpToDateJudge(own, published));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "there is no operator API, no introspection and no token exchange, as no token can be"
              + " judged: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  /** What validators report. */
  ValidatorReports reports() {
    return reports;
  }

  /** All measurements. */
  Metrics metrics() {
    return metrics;
  }

  /** The measurements of revocations. */
  RevocationMetrics revocationMetrics() {
    return revocationMetrics;
  }

  /** The port of the listener; empty if it is off. */
  Optional<Integer> port() {
    return listener.map(WebServer::port);
  }

  /** Whether a validator takes this issuer, so that there is someone to judge its tokens. */
  boolean judgesTokens() {
    return judge.isPresent();
  }

  /** The operator API; empty if no token for the authority can be judged. */
  Optional<Endpoint> api() {
    return judge.map(this::api);
  }

  private Endpoint api(UpToDateJudge own) {
    AuthorityConfig config = authority.config();
    Revocations revocations = authority.revocations();
    Predicate<String> isOnRecord = jti -> revocations.findLiving(jti).isPresent();
    return new OperatorEndpoint(
        new ServerMetadata(config.issuer()).operatorPath(),
        config.web().limits(),
        new OperatorAccess(own::judge, isOnRecord, authority.audit()),
        revocations,
        published,
        reports);
  }

  /** The ring of keys has changed. */
  void keysChanged() {
    judge.ifPresent(UpToDateJudge::keysChanged);
  }

  @Override
  public void close() {
    listener.ifPresent(WebServer::close);
    judge.ifPresent(UpToDateJudge::close);
  }
}
