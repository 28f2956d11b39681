package dev.signet.authority.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an issuer identifier must look like (RFC 8414 §2). */
final class IssuerRules {
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

  private IssuerRules() {}

  /** What is wrong with an issuer; empty if nothing. */
  static Optional<String> fault(String issuer, Profile profile) {
    URI uri;
    try {
      uri = new URI(issuer);
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL");
    }
    String scheme = String.valueOf(uri.getScheme());
    if (!Set.of("https", "http").contains(scheme) || uri.getHost() == null) {
      return Optional.of("must be a URL such as https://auth.example.org");
    }
    if (scheme.equals("http") && profile == Profile.PRODUCTION) {
      return Optional.of("must be https: a plain-http issuer is for the development profile only");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getUserInfo() != null) {
      return Optional.of("must have no query, no fragment and no user (RFC 8414 §2)");
    }
    if (!PLAIN_PATH.matcher(uri.getRawPath()).matches()) {
      return Optional.of("must end without a slash, its path of letters, digits and . _ ~ - /");
    }
    return uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of("must have its host in lower case: validators compare it letter by letter");
  }
}
