package dev.signet.authority;

import dev.signet.authority.http.Json;
import dev.signet.authority.http.content.PublishedDocument;
import dev.signet.authority.revocation.RevocationSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The metadata of the authority (RFC 8414 §2), and the paths that follow from its issuer. */
final class ServerMetadata {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final String issuer;
  private final String prefix;

  ServerMetadata(String issuer) {
    this.issuer = issuer;
    this.prefix = URI.create(issuer).getRawPath();
  }

  String issuer() {
    return issuer;
  }

  /** RFC 8414 §3.1: the well-known part stands between the host and the path of the issuer. */
  String metadataPath() {
    return "/.well-known/oauth-authorization-server" + prefix;
  }

  /** Its address as the metadata says it: what a proof is compared with (RFC 9449 §4.3, item 9). */
  String tokenEndpoint() {
    return issuer + "/token";
  }

  String tokenPath() {
    return prefix + "/token";
  }

  String sessionPath() {
    return prefix + "/session";
  }

  String revocationPath() {
    return prefix + "/revoke";
  }

  String introspectionPath() {
    return prefix + "/introspect";
  }

  String revocationListPath() {
    return prefix + "/revocations";
  }

  String allowanceListPath() {
    return prefix + "/allowances";
  }

  String operatorPath() {
    return prefix + "/operator/revocations";
  }

  String revocationStreamPath() {
    return prefix + "/revocations/stream";
  }

  String jwkSetPath() {
    return prefix + "/.well-known/jwks.json";
  }

  /** As much of the document as a validator reads. */
  PublishedDocument documentForValidators() {
    return new PublishedDocument(
        "application/json",
        Json.bytes(
            Json.object(
                "issuer", issuer,
                "jwks_uri", issuer + "/.well-known/jwks.json",
                "revocation_list_uri", issuer + "/revocations")),
        MAX_AGE);
  }

  /**
   * The document.
   *
   * <p>{@code revocation_list_uri}, {@code revocation_stream_uri}, {@code
   * revocation_effective_within} (seconds) and {@code allowance_list_uri} are ours.
   *
   * <p>{@code response_types_supported} is left out: RFC 8414 §2 requires it, and demands that
   * empty arrays be omitted; an authority without an authorization endpoint has none to name.
   *
   * @param assertionAlgorithms what may sign the assertion by which a client authenticates
   * @param introspection what signs the answers of introspection; empty where it is not offered
   * @param binding what is said of what tokens can be bound to
   */
  PublishedDocument document(
      List<String> grantTypes,
      List<String> authenticationMethods,
      List<String> assertionAlgorithms,
      RevocationSettings revocations,
      List<String> introspection,
      Map<String, Object> binding) {
    Map<String, Object> members =
        Json.object(
            "issuer",
            issuer,
            "token_endpoint",
            tokenEndpoint(),
            "jwks_uri",
            issuer + "/.well-known/jwks.json",
            "grant_types_supported",
            grantTypes,
            "token_endpoint_auth_methods_supported",
            authenticationMethods,
            "token_endpoint_auth_signing_alg_values_supported",
            assertionAlgorithms,
            "revocation_endpoint",
            issuer + "/revoke",
            "revocation_endpoint_auth_methods_supported",
            authenticationMethods,
            "revocation_endpoint_auth_signing_alg_values_supported",
            assertionAlgorithms,
            "revocation_list_uri",
            issuer + "/revocations",
            "revocation_stream_uri",
            issuer + "/revocations/stream",
            "revocation_effective_within",
            revocations.effectiveWithin().toSeconds(),
            "allowance_list_uri",
            issuer + "/allowances");
    if (!introspection.isEmpty()) {
      members.put("introspection_endpoint", issuer + "/introspect");
      members.put("introspection_endpoint_auth_methods_supported", authenticationMethods);
      members.put("introspection_endpoint_auth_signing_alg_values_supported", assertionAlgorithms);
      members.put("introspection_signing_alg_values_supported", introspection);
    }
    members.putAll(binding);
    return new PublishedDocument("application/json", Json.bytes(members), MAX_AGE);
  }
}
