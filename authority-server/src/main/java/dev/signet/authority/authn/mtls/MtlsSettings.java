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
 * @param proxyHeader where trusted proxies say it; null believes nobody
 */
public record MtlsSettings(boolean asks, @Nullable Path caFile, @Nullable ProxyHeader proxyHeader) {
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
   * @param trusted the addresses of the proxies
   * @param name the name of the field
   * @param format how it says the certificate
   */
  public record ProxyHeader(List<AddressRange> trusted, String name, Format format) {
    /** Copies the addresses. */
    public ProxyHeader {
      trusted = List.copyOf(trusted);
    }

    boolean trusts(String address) {
      return trusted.stream().anyMatch(range -> range.contains(address));
    }
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
