package dev.signet.authority.directory.ldap;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a directory listens, and what guards the way there.
 *
 * @param host its name, which its certificate must bear
 * @param port its port: 1 to 65535
 * @param protection what guards the way
 */
public record LdapAddress(String host, int port, Protection protection) {
  private static final int PLAIN_PORT = 389;
  private static final int TLS_PORT = 636;
  private static final int MAX_PORT = 65_535;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /** What guards the way to a directory. */
  public enum Protection {
    /** TLS from the first byte, {@code ldaps://}. */
    TLS,
    /** TLS before anything else is said (RFC 4511 §4.14). */
    START_TLS,
    /** Nothing. */
    NONE
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when the port is out of its range
   */
  public LdapAddress {
    requireNonNull(host, "host");
    requireNonNull(protection, "protection");
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
  }

  /**
   * Reads {@code ldaps://HOST[:PORT]} or {@code ldap://HOST[:PORT]}; the ports 636 and 389 go
   * without saying.
   *
   * @param startTls whether the way is guarded after connecting
   * @throws IllegalArgumentException when the text is anything else, or TLS is asked for twice
   */
  public static LdapAddress parse(String url, boolean startTls) {
    URI uri = uri(url);
    boolean ldaps = "ldaps".equals(uri.getScheme());
    if (ldaps && startTls) {
      throw new IllegalArgumentException("is ldaps already: remove ldap.startTls, or use ldap://");
    }
    int usualPort = ldaps ? TLS_PORT : PLAIN_PORT;
    Protection unlessTls = startTls ? Protection.START_TLS : Protection.NONE;
    return new LdapAddress(
        uri.getHost(),
        uri.getPort() == -1 ? usualPort : uri.getPort(),
        ldaps ? Protection.TLS : unlessTls);
  }

  private static URI uri(String url) {
    try {
      URI uri = new URI(url);
      boolean known = "ldaps".equals(uri.getScheme()) || "ldap".equals(uri.getScheme());
      boolean bare = Set.of("", "/").contains(String.valueOf(uri.getRawPath()));
      boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (known && bare && plain && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Falls through to the fault, which says what a right address looks like.
    }
    throw new IllegalArgumentException("must be such as ldaps://ldap.example.org or ldap://HOST");
  }

  /** Whether the directory is on this machine by its name. */
  public boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /** The address as a URL, with its port. */
  @Override
  public String toString() {
    return (protection == Protection.TLS ? "ldaps" : "ldap") + "://" + host + ":" + port;
  }
}
