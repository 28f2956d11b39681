package dev.signet.authority.http;

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
 */
public record WebSettings(
    String section, String host, int port, @Nullable TlsFiles tlsFiles, HttpLimits limits) {
  /** Certificate and key, if TLS is served here. */
  public Optional<TlsFiles> tls() {
    return Optional.ofNullable(tlsFiles);
  }
}
