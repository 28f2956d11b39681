package dev.signet.authority.token;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.TokenRights;
import java.util.List;

/**
 * The grant types that are offered.
 *
 * @param offered each grant once
 */
public record Grants(List<Grant> offered) {
  /** Copies the list. */
  public Grants {
    offered = List.copyOf(offered);
  }

  /** The values of {@code grant_types_supported} (RFC 8414 §2). */
  public List<String> types() {
    return offered.stream().map(Grant::type).toList();
  }

  /**
   * The grant that a client asks for.
   *
   * @throws OAuthException {@code unsupported_grant_type} if it is not offered, {@code
   *     unauthorized_client} if it is offered but not to this client (RFC 6749 §5.2)
   */
  Grant get(String type, TokenRights rights) {
    Grant grant = getOffered(type);
    if (!rights.grantTypes().contains(type)) {
      throw OAuthException.unauthorizedClient("This client may not use this grant type");
    }
    return grant;
  }

  private Grant getOffered(String type) {
    return offered.stream()
        .filter(grant -> grant.type().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                OAuthException.unsupportedGrantType(
                    "Offered grant types: " + String.join(" ", types())));
  }
}
