package dev.signet.authority.authn.mtls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CAs whose word we take for a client, in a file of PEM certificates.
 *
 * <p>When the file changes it is read anew, within ten seconds of use; one that cannot be read is
 * logged and the CAs of before stay. Thread-safe.
 */
final class ClientCa {
  private static final Logger LOG = LoggerFactory.getLogger(ClientCa.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  /** RFC 5280 §4.2.1.12: fit for clients, or for all. */
  private static final Set<String> CLIENT_PURPOSES = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

  private final Path file;
  private final Clock clock;
  private volatile Loaded loaded;

  /** What the file held at a time. */
  private record Loaded(Set<TrustAnchor> anchors, String state, Instant lookedAt) {
    Loaded lookedAt(Instant time) {
      return new Loaded(anchors, state, time);
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read or holds no certificate; the message
   *     names it and the fix
   */
  ClientCa(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
    String state = state();
    this.loaded = new Loaded(read(), state, clock.instant());
  }

  /**
   * Whether one of the CAs vouches for the first certificate now: by a path of certificates that
   * are all within their dates (RFC 5280 §6), and for use as a client if it says what it is for.
   * Whether one was revoked is not asked.
   */
  boolean vouchesFor(List<X509Certificate> chain) {
    return isForClients(chain.get(0)) && hasPath(chain);
  }

  private static boolean isForClients(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null || purposes.stream().anyMatch(CLIENT_PURPOSES::contains);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private boolean hasPath(List<X509Certificate> chain) {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(chain.get(0));
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors(), target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(clock.instant()));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      LOG.debug("no path to a CA in {}", file, e);
      return false;
    }
  }

  private Set<TrustAnchor> anchors() {
    Loaded before = loaded;
    Instant now = clock.instant();
    if (now.isBefore(before.lookedAt().plus(LOOK_EVERY))) {
      return before.anchors();
    }
    loaded = look(before, now);
    return loaded.anchors();
  }

  private Loaded look(Loaded before, Instant now) {
    String state = state();
    if (state.equals(before.state())) {
      return before.lookedAt(now);
    }
    try {
      Loaded next = new Loaded(read(), state, now);
      LOG.info("CAs of clients reloaded from {}", file);
      return next;
    } catch (IllegalArgumentException e) {
      LOG.error("CAs of clients not reloaded, the old ones stay in use: {}", e.getMessage());
      return before.lookedAt(now);
    }
  }

  /** Changes whenever the file does. */
  private String state() {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private Set<TrustAnchor> read() {
    Set<TrustAnchor> anchors = new HashSet<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.add(new TrustAnchor((X509Certificate) each, null));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "tls.clientCaFile (" + file + ") cannot be read as certificates in PEM", e);
    }
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException(
          "tls.clientCaFile (" + file + ") holds no certificate: name the PEM of the clients' CA");
    }
    return anchors;
  }
}
