package dev.signet.validator.http;

import dev.signet.validator.json.MalformedJsonException;
import dev.signet.validator.json.StrictJson;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a validator needs of an authority's metadata (RFC 8414 §2); immutable.
 *
 * <p>Only what is needed is looked at: a missing {@code response_types_supported}, say, is no
 * concern of one who checks tokens.
 *
 * @param jwksUri where the keys are
 * @param revocationListUri where the revocation list is, if the authority offers one
 *     (docs/revocation-list.md)
 * @param revocationStreamUri where it tells of each change as it is made, if it does
 * @param allowanceListUri where the list of allowances is, if it offers one (docs/quotas.md)
 */
public record AuthorityMetadata(
    URI jwksUri,
    Optional<URI> revocationListUri,
    Optional<URI> revocationStreamUri,
    Optional<URI> allowanceListUri) {
  private static final String REVOCATION_LIST_URI = "revocation_list_uri";
  private static final String REVOCATION_STREAM_URI = "revocation_stream_uri";
  private static final String ALLOWANCE_LIST_URI = "allowance_list_uri";
  private static final StrictJson JSON = StrictJson.forDocuments();

  /**
   * Fetches the metadata of an issuer, at the well-known address of RFC 8414 §3 first and of OpenID
   * Connect Discovery §4 second.
   *
   * @throws RejectedUpdateException if no address gives metadata of this issuer with acceptable
   *     addresses, and one gives something else
   * @throws IOException if neither address gives an answer
   */
  public static AuthorityMetadata fetch(String issuer, BoundedHttp http) throws IOException {
    IOException failure = new IOException("no metadata of " + issuer);
    for (URI address : addresses(issuer)) {
      try {
        byte[] body = http.get(address, Optional.empty()).body().orElse(new byte[0]);
        return parse(issuer, body);
      } catch (IOException e) {
        // A site may answer every unknown address with its front page: the other may still be good.
        failure = failure instanceof RejectedUpdateException ? failure : e;
      }
    }
    throw failure;
  }

  /** RFC 8414 §3.1 puts the well-known part before the issuer's path, OpenID puts it behind. */
  static List<URI> addresses(String issuer) {
    URI uri = URI.create(issuer);
    String path = uri.getRawPath().replaceFirst("/$", "");
    String origin = uri.getScheme() + "://" + uri.getRawAuthority();
    return List.of(
        URI.create(origin + "/.well-known/oauth-authorization-server" + path),
        URI.create(origin + path + "/.well-known/openid-configuration"));
  }

  private static AuthorityMetadata parse(String issuer, byte[] body)
      throws RejectedUpdateException {
    Map<String, @Nullable Object> members;
    try {
      members = JSON.parseObject(body);
    } catch (MalformedJsonException e) {
      throw new RejectedUpdateException("metadata is not strict JSON");
    }
    // RFC 8414 §3.3: identical to the issuer it was asked of, or it must not be used.
    if (!issuer.equals(members.get("issuer"))) {
      throw new RejectedUpdateException("metadata names another issuer than " + issuer);
    }
    if (!(members.get("jwks_uri") instanceof String jwksUri)) {
      throw new RejectedUpdateException("metadata has no jwks_uri");
    }
    return new AuthorityMetadata(
        acceptable(issuer, "jwks_uri", jwksUri),
        revocationListUri(issuer, members),
        uriIfUsable(issuer, REVOCATION_STREAM_URI, members),
        uriIfUsable(issuer, ALLOWANCE_LIST_URI, members));
  }

  /** One that cannot be used is no offer of none: then every revocation would be missed. */
  private static Optional<URI> revocationListUri(
      String issuer, Map<String, @Nullable Object> members) throws RejectedUpdateException {
    if (!members.containsKey(REVOCATION_LIST_URI)) {
      return Optional.empty();
    }
    if (members.get(REVOCATION_LIST_URI) instanceof String uri) {
      return Optional.of(acceptable(issuer, REVOCATION_LIST_URI, uri));
    }
    throw new RejectedUpdateException("metadata has a revocation_list_uri that is no string");
  }

  /** One that cannot be used is none: no verdict depends on it. */
  private static Optional<URI> uriIfUsable(
      String issuer, String name, Map<String, @Nullable Object> members) {
    try {
      return members.get(name) instanceof String uri
          ? Optional.of(acceptable(issuer, name, uri))
          : Optional.empty();
    } catch (RejectedUpdateException e) {
      return Optional.empty();
    }
  }

  /** A remote authority must not point its validators at their own machines. */
  static URI acceptable(String issuer, String name, String text) throws RejectedUpdateException {
    try {
      URI uri = SecureUri.parse(name, text);
      if (SecureUri.isLoopback(uri) && !SecureUri.isLoopback(URI.create(issuer))) {
        throw new RejectedUpdateException("metadata of a remote issuer has a loopback " + name);
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new RejectedUpdateException("metadata has a " + name + " that is not https");
    }
  }
}
