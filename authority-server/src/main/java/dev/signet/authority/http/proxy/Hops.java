package dev.signet.authority.http.proxy;

import dev.signet.authority.http.proxy.ClientAddresses.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the fields in which each proxy adds whom it heard from. */
final class Hops {
  private Hops() {}

  /** What they say of the last hops, at most so many, in their order; without ports. */
  static List<String> of(Field field, List<String> values, int most) {
    List<String> hops = new ArrayList<>();
    for (String value : values) {
      for (String element : value.split(",", -1)) {
        hops.add(withoutPort(field == Field.FORWARDED ? node(element) : element.strip()));
      }
    }
    return new ArrayList<>(hops.subList(Math.max(0, hops.size() - most), hops.size()));
  }

  /**
   * RFC 7239 §4: the parameter {@code for}; empty if there is none, or more than one. A comma or a
   * semicolon in a quoted string tears it apart, and what is torn is no address.
   */
  private static String node(String element) {
    String node = "";
    for (String pair : element.split(";", -1)) {
      String stripped = pair.strip();
      if (stripped.toLowerCase(Locale.ROOT).startsWith("for=")) {
        if (!node.isEmpty()) {
          return "";
        }
        node = unquoted(stripped.substring("for=".length()));
      }
    }
    return node;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** RFC 7239 §6: IPv6 stands in brackets; some proxies add ports to IPv4 as well. */
  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      return end < 0 || !isPort(node.substring(end + 1)) ? "" : node.substring(1, end);
    }
    int colon = node.indexOf(':');
    boolean one = colon >= 0 && colon == node.lastIndexOf(':');
    return one && isPort(node.substring(colon)) ? node.substring(0, colon) : node;
  }

  private static boolean isPort(String rest) {
    return rest.isEmpty() || rest.matches(":[0-9]{1,5}");
  }
}
