package dev.signet.authority.binding;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** What stands for a certificate in a token. */
final class CertificateThumbprint {
  private CertificateThumbprint() {}

  /** RFC 8705 §3.1: the SHA-256 of its DER in base64url, without padding. */
  static String of(X509Certificate certificate) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has a DER form", e);
    }
  }
}
