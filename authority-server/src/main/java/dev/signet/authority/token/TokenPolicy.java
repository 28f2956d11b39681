package dev.signet.authority.token;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.token.claims.AudienceRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Narrows what is asked to what the client may have; never widens. Immutable. */
public final class TokenPolicy {
  private final TokenSettings settings;
  private final AudienceRules audiences;

  /**
   * Makes the policy of these settings.
   *
   * @param settings how long tokens live
   * @param audiences which resources stand for which audience
   */
  public TokenPolicy(TokenSettings settings, AudienceRules audiences) {
    this.settings = settings;
    this.audiences = audiences;
  }

  /**
   * Narrows a request.
   *
   * @param request what is asked
   * @param rights what its client may have
   * @return what the token will be good for
   * @throws OAuthException {@code invalid_scope} or {@code invalid_target} if it asks for more,
   *     {@code unauthorized_client} if it may have nothing
   */
  public TokenAccess narrow(AccessRequest request, TokenRights rights) {
    if (rights.audiences().isEmpty()) {
      throw OAuthException.unauthorizedClient("This client may not have tokens");
    }
    List<String> audience = audience(request, rights);
    Set<String> scopes = scopes(request.scope(), rights);
    if (audience.size() > 1 && !scopes.isEmpty()) {
      // RFC 9068 §3: with several resources it is ambiguous which of them a scope is for.
      throw OAuthException.invalidTarget("Ask for one audience a token when it carries a scope");
    }
    return new TokenAccess(audience, scopes, lifetime(request, rights));
  }

  private List<String> audience(AccessRequest request, TokenRights rights) {
    request.resources().forEach(TokenPolicy::requireAbsolute);
    List<String> asked =
        Stream.concat(
                request.resources().stream().map(audiences::audienceOf),
                request.audiences().stream())
            .distinct()
            .toList();
    if (!rights.audiences().containsAll(asked)) {
      throw OAuthException.invalidTarget("This client may not have tokens for this audience");
    }
    // RFC 9068 §3: without a resource the token is for the client's default.
    return asked.isEmpty() ? List.of(rights.audiences().get(0)) : asked;
  }

  /** RFC 8707 §2: an absolute URI without a fragment. */
  private static void requireAbsolute(String resource) {
    try {
      URI uri = new URI(resource);
      if (!uri.isAbsolute() || uri.getRawFragment() != null) {
        throw OAuthException.invalidTarget("resource must be an absolute URI without a fragment");
      }
    } catch (URISyntaxException e) {
      throw OAuthException.invalidTarget("resource is not a URI");
    }
  }

  private static Set<String> scopes(String asked, TokenRights rights) {
    if (asked.isEmpty()) {
      return rights.scopes();
    }
    // RFC 6749 §3.3: scope-tokens with single spaces between them.
    Set<String> scopes = new LinkedHashSet<>(List.of(asked.split(" ", -1)));
    if (!rights.scopes().containsAll(scopes)) {
      throw OAuthException.invalidScope("The scope is malformed or not for this client");
    }
    return scopes;
  }

  private Duration lifetime(AccessRequest request, TokenRights rights) {
    Duration allowed =
        shorter(rights.lifetime().orElse(settings.lifetime()), settings.longestLifetime());
    return request.lifetime().map(asked -> shorter(asked, allowed)).orElse(allowed);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
