package dev.signet.authority.http;

import dev.signet.authority.http.proxy.ClientAddresses;
import dev.signet.authority.http.tls.TlsFiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the server listens.
 *
 * @param section what the settings begin with, for messages: {@code listen}
 * @param host the address to bind
 * @param port the port; 0 takes a free one
 * @param tlsFiles certificate and key; null serves plain HTTP
 * @param limits how much of a request is read
 * @param clients from where requests come
 */
public record WebSettings(
    String section,
    String host,
    int port,
    @Nullable TlsFiles tlsFiles,
    HttpLimits limits,
    ClientAddresses clients) {
  /** Believes no proxy. */
  public WebSettings(
      String section, String host, int port, @Nullable TlsFiles tlsFiles, HttpLimits limits) {
    this(section, host, port, tlsFiles, limits, ClientAddresses.OF_PEERS);
  }

  /** Certificate and key, if TLS is served here. */
  public Optional<TlsFiles> tls() {
    return Optional.ofNullable(tlsFiles);
  }
}
