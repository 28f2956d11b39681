package dev.signet.authority.binding;

import dev.signet.validator.keys.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** What stands for a certificate in a token. */
final class CertificateThumbprint {
  private CertificateThumbprint() {}

  /** RFC 8705 §3.1: the SHA-256 of its DER in base64url, without padding. */
  static String of(X509Certificate certificate) {
    try {
      byte[] hash = Sha256.of(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has a DER form", e);
    }
  }
}
