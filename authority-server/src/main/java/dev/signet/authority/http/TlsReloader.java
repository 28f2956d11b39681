package dev.signet.authority.http;

import java.security.KeyStore;
import java.util.Optional;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the TLS context of the connector in step with its files. */
final class TlsReloader {
  private static final Logger LOG = LoggerFactory.getLogger(TlsReloader.class);

  private final @Nullable TlsFiles files;
  private final SslContextFactory.@Nullable Server context;
  private String loaded = "";

  TlsReloader(Optional<TlsFiles> tlsFiles) {
    this.files = tlsFiles.orElse(null);
    this.context = files == null ? null : new SslContextFactory.Server();
    if (files != null && context != null) {
      loaded = files.fingerprint();
      install(context, files.load());
    }
  }

  Optional<SslContextFactory.Server> factory() {
    return Optional.ofNullable(context);
  }

  synchronized void reloadIfChanged() {
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

  private static void install(SslContextFactory factory, KeyStore store) {
    factory.setKeyStore(store);
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
  }
}
