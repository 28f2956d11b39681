package dev.signet.authority.http.proxy;

import dev.signet.authority.http.proxy.ClientAddresses.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the fields in which each proxy adds whom it heard from. */
final class Hops {
  /** RFC 7239 §6.3: a number, or a name that hides it. */
  private static final Pattern PORT = Pattern.compile("(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");

  private Hops() {}

  /**
   * What they say of the last hops, at most so many, the last one first; without ports. What stands
   * before those is not looked at: whoever sends it chooses how much it is.
   */
  static List<String> lastFirst(Field field, List<String> values, int most) {
    List<String> elements = new ArrayList<>();
    values.forEach(value -> elements.addAll(Arrays.asList(value.split(",", -1))));
    List<String> hops = new ArrayList<>();
    for (int i = elements.size() - 1; i >= 0 && hops.size() < most; i--) {
      String element = elements.get(i).strip();
      hops.add(withoutPort(field == Field.FORWARDED ? node(element) : element));
    }
    return hops;
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
    return PORT.matcher(rest).matches();
  }
}
