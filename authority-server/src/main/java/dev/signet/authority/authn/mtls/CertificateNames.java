package dev.signet.authority.authn.mtls;

import dev.signet.authority.directory.credential.PublicCredential;
import dev.signet.authority.storage.credential.CredentialRecord;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/** What a certificate can be known by, compared with what is registered (RFC 8705 §2.1.2, §2.2). */
record CertificateNames(X509Certificate certificate) {
  /** RFC 5280 §4.2.1.6: the numbers of the kinds of alternative names. */
  private static final int DNS = 2;

  private static final int URI = 6;

  /** Whether the time is within its dates. RFC 8705 §2.2 leaves that to us for a registered one. */
  boolean isValidAt(Instant time) {
    return !time.isBefore(certificate.getNotBefore().toInstant())
        && !time.isAfter(certificate.getNotAfter().toInstant());
  }

  boolean match(CredentialRecord registered) {
    String value = registered.value();
    return switch (registered.kind()) {
      case CERTIFICATE -> PublicCredential.fingerprint(certificate).equals(value);
      case SUBJECT_DN -> certificate.getSubjectX500Principal().equals(new X500Principal(value));
      // RFC 4343: upper and lower case are one in DNS.
      case SAN_DNS ->
          alternativeNames(DNS).stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).equals(value));
      case SAN_URI -> alternativeNames(URI).contains(value);
      case SECRET, JWKS, JWKS_URI -> false;
    };
  }

  private List<String> alternativeNames(int kind) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(each -> each.get(0).equals(kind))
              .map(each -> String.valueOf(each.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
