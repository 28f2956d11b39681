package dev.signet.authority.config;

import dev.signet.authority.directory.Details;
import dev.signet.authority.token.claims.AudienceRules;
import dev.signet.authority.token.claims.ClaimMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is said of audiences, but for the algorithm that signs their tokens. */
final class AudienceSection {
  private static final String SECTION = "audiences";

  private final ConfigReader reader;

  AudienceSection(ConfigReader reader) {
    this.reader = reader;
  }

  AudienceRules read() {
    return new AudienceRules(
        new ClaimMapping(claims()), resources(), reader.named(SECTION, "mayAct"));
  }

  private Map<String, Set<String>> claims() {
    Map<String, Set<String>> claims = new LinkedHashMap<>();
    reader
        .names(SECTION, "claims")
        .forEach(
            audience -> {
              String key = key(audience, "claims");
              Set<String> named = new LinkedHashSet<>(reader.words(key));
              named.stream()
                  .filter(name -> !Details.names().contains(name))
                  .forEach(
                      name -> reader.fault(key, "has " + name + ", which is none of " + all()));
              claims.put(audience, named);
            });
    return claims;
  }

  private static String all() {
    return String.join(", ", Details.names());
  }

  private Map<String, String> resources() {
    Map<String, String> owners = new LinkedHashMap<>();
    reader
        .names(SECTION, "resources")
        .forEach(
            audience ->
                reader
                    .words(key(audience, "resources"))
                    .forEach(resource -> claim(owners, resource, audience)));
    return owners;
  }

  private void claim(Map<String, String> owners, String resource, String audience) {
    String key = key(audience, "resources");
    if (!isResource(resource)) {
      reader.fault(key, "has " + resource + ", which is no absolute URI without a fragment");
    }
    String other = owners.putIfAbsent(resource, audience);
    if (other != null) {
      reader.fault(key, "has " + resource + ", which stands for " + other + " already: remove one");
    }
  }

  /** RFC 8707 §2. */
  private static boolean isResource(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String key(String audience, String setting) {
    return SECTION + '.' + audience + '.' + setting;
  }
}
