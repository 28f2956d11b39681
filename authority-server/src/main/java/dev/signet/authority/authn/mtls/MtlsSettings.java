package dev.signet.authority.authn.mtls;

import dev.signet.authority.http.proxy.AddressRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How clients may authenticate by a certificate.
 *
 * @param asks whether our own TLS asks for one
 * @param caFile the CAs of {@code tls_client_auth}, in PEM; null offers {@code
 *     self_signed_tls_client_auth} alone
 * @param proxies the addresses of trusted proxies, whose own certificates are no client's
 * @param proxyHeader where those say the certificate of a client; null if they do not
 */
public record MtlsSettings(
    boolean asks,
    @Nullable Path caFile,
    List<AddressRange> proxies,
    @Nullable ProxyHeader proxyHeader) {
  /** Copies the addresses. */
  public MtlsSettings {
    proxies = List.copyOf(proxies);
  }

  /** How a header field says a certificate. */
  public enum Format {
    /** DER in base64 between colons (RFC 9440 §2.1). */
    RFC9440,
    /** PEM with percent-encoding, as nginx writes {@code $ssl_client_escaped_cert}. */
    URL_PEM
  }

  /**
   * The header field of trusted proxies.
   *
   * @param name the name of the field
   * @param format how it says the certificate
   */
  public record ProxyHeader(String name, Format format) {}

  boolean isProxy(String address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether a certificate can come from anywhere. */
  public boolean offered() {
    return asks || proxyHeader != null;
  }

  /** The CAs of {@code tls_client_auth}; empty if it is not offered. */
  public Optional<Path> ca() {
    return Optional.ofNullable(caFile);
  }

  Optional<ProxyHeader> header() {
    return Optional.ofNullable(proxyHeader);
  }
}
