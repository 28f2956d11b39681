package dev.signet.validator.proof;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a request without query and fragment, after the normalisation of RFC 3986 §6.2.2
 * and §6.2.3: two that are equal name one resource (RFC 9449 §4.3, item 9). Immutable.
 *
 * @param origin scheme, host and port in their one spelling
 * @param path at least a slash
 */
record TargetUri(String origin, String path) {
  private static final int MAX_CHARS = 2048;

  /**
   * The address of a request that is being judged. Empty also if its path leads back by dots: no
   * client sends that (RFC 3986 §5.2.4), and a server that routes by the path as it was sent would
   * lead it elsewhere than where the proof was made for.
   */
  static Optional<TargetUri> findSent(String text) {
    boolean leadsBack =
        Arrays.stream(normalEscapes(before(before(text, '#'), '?')).split("/", -1))
            .anyMatch(TargetUri::isDots);
    return leadsBack ? Optional.empty() : find(text);
  }

  /** Empty for what is, before its query, no address of at most 2048 visible characters. */
  static Optional<TargetUri> find(String text) {
    String bare = before(before(text, '#'), '?');
    int authority = bare.indexOf("://") + 3;
    if (authority < 3
        || bare.length() > MAX_CHARS
        || bare.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      return Optional.empty();
    }
    int slash = bare.indexOf('/', authority);
    int path = slash < 0 ? bare.length() : slash;
    String scheme = bare.substring(0, authority - 3).toLowerCase(Locale.ROOT);
    return origin(scheme, bare.substring(authority, path).toLowerCase(Locale.ROOT))
        .map(origin -> new TargetUri(origin, normalPath(bare.substring(path))));
  }

  /** RFC 3986 §6.2.3: the port of the scheme goes without saying. */
  private static Optional<String> origin(String scheme, String authority) {
    String usualPort =
        switch (scheme) {
          case "https" -> ":443";
          case "http" -> ":80";
          default -> "";
        };
    // A literal of IPv6 has colons of its own.
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon);
    // RFC 9110 §4.2.4: whoever names a user misleads.
    boolean good = !usualPort.isEmpty() && !host.isEmpty() && authority.indexOf('@') < 0;
    if (!good || !port.substring(Math.min(1, port.length())).chars().allMatch(TargetUri::isDigit)) {
      return Optional.empty();
    }
    boolean usual = port.length() < 2 || port.equals(usualPort);
    return Optional.of(scheme + "://" + normalEscapes(host) + (usual ? "" : port));
  }

  private static String normalPath(String path) {
    return path.isEmpty() ? "/" : withoutDots(normalEscapes(path));
  }

  /** RFC 3986 §5.2.4 of a path that begins with a slash. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean dots = isDots(segments[i]);
      if (segments[i].equals("..")) {
        kept.pollLast();
      }
      if (!dots) {
        kept.add(segments[i]);
      } else if (i == segments.length - 1) {
        kept.add("");
      }
    }
    return '/' + String.join("/", kept);
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  /** RFC 3986 §6.2.2.1 and §6.2.2.2: unreserved characters as they are, the rest in capitals. */
  private static String normalEscapes(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    StringBuilder normal = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%' || !isEscape(text, i)) {
        normal.append(text.charAt(i));
        continue;
      }
      char c = (char) HexFormat.fromHexDigits(text, i + 1, i + 3);
      normal.append(
          isUnreserved(c) ? String.valueOf(c) : text.substring(i, i + 3).toUpperCase(Locale.ROOT));
      i += 2;
    }
    return normal.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || "-._~".indexOf(c) >= 0;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static String before(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }
}
