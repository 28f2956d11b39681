package dev.signet.validator.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Which addresses keys may come from: https, or plain http on this very machine. */
public final class SecureUri {
  private static final String LOOPBACK_V4 = "127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}";

  private SecureUri() {}

  /**
   * Parses an absolute {@code https} address, or {@code http} if the host is loopback ({@code
   * localhost}, {@code 127.0.0.0/8}, {@code [::1]}), without user information and fragment.
   *
   * @param name what the address is, for the message
   * @throws IllegalArgumentException for every other text
   */
  public static URI parse(String name, String text) {
    URI uri = uri(name, text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean trusted = scheme.equals("https") || (scheme.equals("http") && isLoopback(uri));
    if (uri.getHost() == null || !trusted) {
      throw new IllegalArgumentException(
          name + " is not an https address: write https://host/path (http for localhost only)");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " has a user or a fragment: leave them out");
    }
    return uri;
  }

  private static URI uri(String name, String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " is not an address: write https://host/path", e);
    }
  }

  /** Whether the host is written as a loopback name or address; nothing is resolved. */
  static boolean isLoopback(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.") && host.matches(LOOPBACK_V4));
  }
}
