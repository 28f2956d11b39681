package dev.signet.authority.session;

import dev.signet.authority.http.OAuthException;
import dev.signet.authority.http.RequestOrigin;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a browser says that a request comes from another site.
 *
 * <p>Browsers say so in {@code Sec-Fetch-Site}; those before it (2020 to 2023) in {@code Origin},
 * which they send with each POST and DELETE from elsewhere. A request with neither is no browser's.
 *
 * @param origin the origin of the authority: that of its issuer
 */
record OwnSite(String origin) {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  static OwnSite of(String issuer) {
    URI uri = URI.create(issuer);
    return new OwnSite(uri.getScheme() + "://" + uri.getRawAuthority());
  }

  /** Whether nothing speaks of another site; fields sent twice do. */
  boolean has(RequestOrigin request) {
    List<String> sites = request.fields().all("Sec-Fetch-Site");
    List<String> origins = request.fields().all("Origin");
    return (sites.isEmpty() || (sites.size() == 1 && OWN.contains(sites.get(0))))
        && (origins.isEmpty() || origins.equals(List.of(origin)));
  }

  static OAuthException refusal() {
    return new OAuthException(
        "access_denied", "A session is for pages of the authority's own origin", 403, Map.of());
  }
}
