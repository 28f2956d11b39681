package dev.signet.authority.directory.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.directory.DirectoryException;
import dev.signet.authority.storage.credential.CredentialKind;
import dev.signet.validator.Algorithm;
import dev.signet.validator.http.SecureUri;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What is registered of a proof whose secret part stays with the client; immutable. Each factory
 * throws a {@link DirectoryException} that says what to give instead.
 *
 * @param kind how the client proves itself
 * @param value what is compared with, as {@link CredentialKind} says
 * @param end when it ends by itself; null if it does not
 */
public record PublicCredential(CredentialKind kind, String value, @Nullable Instant end) {
  /** Those a client's assertions are verified by. */
  private static final Set<String> ALGORITHMS =
      Stream.of(Algorithm.ES256, Algorithm.ED25519, Algorithm.RS256)
          .map(Algorithm::joseName)
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern DNS_NAME =
      Pattern.compile("(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");

  /**
   * The keys of a JWK Set (RFC 7517 §5), by one of which a client signs.
   *
   * @param json refused with a private or symmetric member at any depth, with two keys of one
   *     {@code kid}, and without a key for ES256, Ed25519 or RS256; a key without {@code kid} is
   *     named by its thumbprint (RFC 7638)
   */
  public static PublicCredential jwks(String json) {
    try {
      new KeySetReader(ALGORITHMS).namingKeys().readSet(json.getBytes(UTF_8));
      return new PublicCredential(CredentialKind.JWKS, json, null);
    } catch (BadKeySetException e) {
      throw new DirectoryException(
          ("jwks: " + e.getMessage())
              + "; give a JWK Set with a public key for "
              + String.join(" or ", ALGORITHMS.stream().sorted().toList()));
    }
  }

  /** As {@link #jwks}, published at an https address; http on this machine alone. */
  public static PublicCredential jwksUri(String address) {
    try {
      return new PublicCredential(
          CredentialKind.JWKS_URI, SecureUri.parse("jwks-uri", address).toString(), null);
    } catch (IllegalArgumentException e) {
      throw new DirectoryException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * This very certificate, whoever signed it; it ends with its own validity.
   *
   * @param pem one certificate, without a private key
   */
  public static PublicCredential certificate(String pem) {
    if (pem.contains("PRIVATE KEY")) {
      throw new DirectoryException("certificate: the file holds a private key: leave it out");
    }
    try {
      Collection<?> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)));
      if (read.size() != 1 || !(read.iterator().next() instanceof X509Certificate certificate)) {
        throw new DirectoryException(
            "certificate: the file holds " + read.size() + " certificates: give the client's own");
      }
      return new PublicCredential(
          CredentialKind.CERTIFICATE,
          fingerprint(certificate),
          certificate.getNotAfter().toInstant());
    } catch (GeneralSecurityException e) {
      throw new DirectoryException("certificate: the file is not a certificate in PEM");
    }
  }

  /** The SHA-256 of a certificate's DER form, in lower-case hex. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has a DER form", e);
    }
  }

  /** A certificate that a CA we trust gave to this distinguished name (RFC 4514). */
  public static PublicCredential subjectDn(String name) {
    try {
      X500Principal subject = new X500Principal(name);
      if (!subject.getName().isEmpty()) {
        return new PublicCredential(CredentialKind.SUBJECT_DN, subject.getName(), null);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the fault, which says what a right value looks like.
    }
    throw new DirectoryException("subject-dn: give a distinguished name, CN=billing,O=Example");
  }

  /** A certificate of such a CA with this DNS name among its alternative names. */
  public static PublicCredential sanDns(String name) {
    String lowerCase = name.toLowerCase(Locale.ROOT);
    if (!DNS_NAME.matcher(lowerCase).matches()) {
      throw new DirectoryException("san-dns: give a host name without wildcards, app.example.org");
    }
    return new PublicCredential(CredentialKind.SAN_DNS, lowerCase, null);
  }

  /** A certificate of such a CA with this URI among its alternative names. */
  public static PublicCredential sanUri(String uri) {
    try {
      if (new URI(uri).isAbsolute()) {
        return new PublicCredential(CredentialKind.SAN_URI, uri, null);
      }
    } catch (URISyntaxException e) {
      // Falls through to the fault, which says what a right value looks like.
    }
    throw new DirectoryException("san-uri: give an absolute URI, spiffe://example.org/billing");
  }
}
