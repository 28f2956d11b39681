package dev.signet.authority.directory.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom a client of a directory trusts. */
final class LdapTls {
  private LdapTls() {}

  /**
   * Trusts what the certificates of a file vouch for.
   *
   * @param roots a PEM file; null takes whom the Java runtime trusts
   * @throws IllegalArgumentException when the file cannot be read or has no certificate
   */
  static SSLContext context(@Nullable Path roots) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(roots == null ? null : store(roots));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "ldap.rootCertificateFile has no certificates in PEM: " + roots, e);
    }
  }

  private static KeyStore store(Path roots) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(roots)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry(Integer.toString(store.size()), each);
      }
    }
    if (store.size() == 0) {
      throw new IOException("there is no certificate");
    }
    return store;
  }
}
