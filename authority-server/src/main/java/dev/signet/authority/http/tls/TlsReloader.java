package dev.signet.authority.http.tls;

import java.security.KeyStore;
import java.security.cert.CRL;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the TLS context of the connector in step with its files. Thread-safe. */
public final class TlsReloader {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReloader.class);

  private final @Nullable TlsFiles files;
  private final SslContextFactory.@Nullable Server context;
  private String loaded = "";

  /**
   * Reads the files, if there are any.
   *
   * @throws IllegalArgumentException if one is at fault; the message names it and the fix
   */
  public TlsReloader(Optional<TlsFiles> tlsFiles) {
    this.files = tlsFiles.orElse(null);
    this.context = files == null ? null : context(files);
    if (files != null && context != null) {
      loaded = files.fingerprint();
      install(context, files.load());
    }
  }

  /** The TLS context; empty for plain HTTP. */
  public Optional<SslContextFactory.Server> factory() {
    return Optional.ofNullable(context);
  }

  /** Reads the files again if they changed; a bad pair is logged and the old one stays. */
  public synchronized void reloadIfChanged() {
    if (files == null || context == null) {
      return;
    }
    String now = files.fingerprint();
    if (now.equals(loaded) || now.equals("unreadable")) {
      return;
    }
    try {
      KeyStore store = files.load();
      context.reload(factory -> install(factory, store));
      loaded = now;
      LOG.info("TLS certificate reloaded from {}", files.certificate());
    } catch (Exception e) {
      LOG.error("TLS certificate not reloaded, the old one stays in use: {}", e.getMessage());
    }
  }

  private static SslContextFactory.Server context(TlsFiles files) {
    SslContextFactory.Server context =
        new SslContextFactory.Server() {
          @Override
          protected TrustManager[] getTrustManagers(
              @Nullable KeyStore store, @Nullable Collection<? extends CRL> lists) {
            return new TrustManager[] {new AnyClient()};
          }
        };
    context.setWantClientAuth(files.asksClients());
    // Whose certificate a connection has is settled by its one handshake.
    context.setRenegotiationAllowed(false);
    return context;
  }

  private static void install(SslContextFactory factory, KeyStore store) {
    factory.setKeyStore(store);
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
  }
}
