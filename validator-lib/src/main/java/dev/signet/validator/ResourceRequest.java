package dev.signet.validator;

import dev.signet.validator.keys.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check needs to know of a request, to hold its sender to the key or the certificate that
 * the token is bound to.
 *
 * <pre>{@code
 * ResourceRequest request =
 *     ResourceRequest.of("GET", "https://api.example.com/orders")
 *         .authorization(authorizationHeaders)
 *         .proofs(dpopHeaders);
 * Verdict verdict = validator.check(request);
 * verdict.headers().forEach(response::setHeader);
 * }</pre>
 *
 * <p>Immutable and thread-safe; {@link #toString} says nothing of token and proofs.
 */
public final class ResourceRequest {
  private final String method;
  private final String uri;
  private final List<String> authorization;
  private final List<String> proofs;
  private final byte @Nullable [] certificate;

  private ResourceRequest(
      String method,
      String uri,
      List<String> authorization,
      List<String> proofs,
      byte @Nullable [] certificate) {
    this.method = method;
    this.uri = uri;
    this.authorization = authorization;
    this.proofs = proofs;
    this.certificate = certificate;
  }

  /**
   * A request without any header.
   *
   * @param method the HTTP method as it was sent
   * @param uri the absolute address by which the client knows the resource; query and fragment are
   *     no matter. Scheme and host should come from the provider's own settings: what stands in
   *     {@code Host} or {@code Forwarded} was chosen by whoever sent the request
   * @throws IllegalArgumentException if the method is blank, or the address does not begin with
   *     {@code https://} or {@code http://}
   */
  public static ResourceRequest of(String method, String uri) {
    if (Objects.requireNonNull(method, "method").isBlank()) {
      throw new IllegalArgumentException("method is blank: give that of the request, such as GET");
    }
    String start = Objects.requireNonNull(uri, "uri").toLowerCase(Locale.ROOT);
    if (!start.startsWith("https://") && !start.startsWith("http://")) {
      throw new IllegalArgumentException(
          "uri is not absolute: give the address as the client sees it, such as"
              + " https://api.example.com/orders");
    }
    return new ResourceRequest(method, uri, List.of(), List.of(), null);
  }

  /** This request with every value of its header {@code Authorization}; none by default. */
  public ResourceRequest authorization(List<String> values) {
    return new ResourceRequest(method, uri, List.copyOf(values), proofs, certificate);
  }

  /** This request with every value of its header {@code DPoP}; none by default. */
  public ResourceRequest proofs(List<String> values) {
    return new ResourceRequest(method, uri, authorization, List.copyOf(values), certificate);
  }

  /**
   * This request with the certificate of its client, the first of the chain: from the layer of TLS,
   * which has verified that the client holds its key, or from a proxy that did and lets no client
   * write that header (<a href="https://www.rfc-editor.org/rfc/rfc8705#section-6.3">RFC 8705
   * §6.3</a>); none by default.
   *
   * @throws IllegalArgumentException if it has no encoding
   */
  public ResourceRequest certificate(X509Certificate leaf) {
    try {
      return certificate(leaf.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate has no encoding", e);
    }
  }

  /** As {@link #certificate(X509Certificate)}, in DER. */
  public ResourceRequest certificate(byte[] der) {
    return new ResourceRequest(method, uri, authorization, proofs, der.clone());
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The absolute address, as it was given. */
  public String uri() {
    return uri;
  }

  /** Every value of the header {@code Authorization}. */
  public List<String> authorization() {
    return authorization;
  }

  /** Every value of the header {@code DPoP}. */
  public List<String> proofs() {
    return proofs;
  }

  /**
   * The {@code x5t#S256} of the certificate, SHA-256 of its DER in base64url; empty without one (<a
   * href="https://www.rfc-editor.org/rfc/rfc8705#section-3.1">RFC 8705 §3.1</a>).
   */
  public Optional<String> certificateThumbprint() {
    byte[] der = certificate;
    return der == null
        ? Optional.empty()
        : Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(der)));
  }

  /** The method and the address. */
  @Override
  public String toString() {
    return "ResourceRequest[" + method + ' ' + uri + ']';
  }
}
