package dev.signet.authority.authn.mtls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.authn.mtls.MtlsSettings.ProxyHeader;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the certificate of whoever sends a request. Of a trusted proxy the header field alone
 * counts, for the connection is its own; of anybody else the connection alone, whatever its fields
 * say.
 */
public record PresentedCertificate(MtlsSettings settings) {
  /** RFC 9440 §2.1, RFC 8941 §3.3.5: a Byte Sequence. */
  private static final Pattern BYTE_SEQUENCE = Pattern.compile(":([A-Za-z0-9+/]+={0,2}):");

  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";

  /**
   * The sender's own certificate; it has proved that it has the key, and nothing else.
   *
   * @throws OAuthException {@code invalid_request} if a proxy sent anything but one certificate
   */
  public Optional<X509Certificate> find(RequestOrigin origin) {
    return isPresent(origin) ? Optional.of(read(origin).get(0)) : Optional.empty();
  }

  /** Whether there is one, well-formed or not. */
  boolean isPresent(RequestOrigin origin) {
    return settings.isProxy(origin.peer())
        ? settings.header().filter(header -> !values(header, origin).isEmpty()).isPresent()
        : !origin.certificates().isEmpty();
  }

  /**
   * The chain, the sender's own certificate first; a proxy tells that one alone. To be asked for if
   * {@linkplain #isPresent there is one}.
   *
   * @throws OAuthException {@code invalid_request} if a proxy sent anything but one certificate
   */
  List<X509Certificate> read(RequestOrigin origin) {
    if (!settings.isProxy(origin.peer())) {
      return origin.certificates();
    }
    ProxyHeader header = settings.header().orElseThrow();
    List<String> values = values(header, origin);
    if (values.size() != 1) {
      throw OAuthException.invalidRequest("Send one client certificate");
    }
    return List.of(parse(values.get(0), header.format()));
  }

  private static List<String> values(ProxyHeader header, RequestOrigin origin) {
    return origin.fields().all(header.name()).stream().filter(each -> !each.isEmpty()).toList();
  }

  private static X509Certificate parse(String value, MtlsSettings.Format format) {
    try {
      byte[] encoded =
          switch (format) {
            case RFC9440 -> der(value);
            case URL_PEM -> pem(value);
          };
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(encoded));
      if (read.size() == 1 && read.iterator().next() instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (CertificateException | IllegalArgumentException e) {
      // Falls through to the refusal: what was wrong is the proxy's business.
    }
    throw OAuthException.invalidRequest("The client certificate cannot be read");
  }

  private static byte[] der(String value) {
    Matcher bytes = BYTE_SEQUENCE.matcher(value);
    if (!bytes.matches()) {
      throw new IllegalArgumentException("not a Byte Sequence");
    }
    return Base64.getDecoder().decode(bytes.group(1));
  }

  /** A plus is a letter of base64, which not every proxy escapes; it never stands for a space. */
  private static byte[] pem(String value) {
    String text = URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    if (!text.startsWith(PEM_BEGIN)) {
      throw new IllegalArgumentException("not PEM");
    }
    return text.getBytes(US_ASCII);
  }
}
