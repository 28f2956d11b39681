package dev.signet.authority.http.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network addresses as texts; nothing here ever looks a name up. */
public final class IpAddress {
  /** RFC 3986 §3.2.2, dec-octet: with a zero before it, some would read it as octal. */
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

  /**
   * What {@link InetAddress} reads by itself or refuses: of anything else it asks for the address,
   * also of digits that are none and of what begins with a dot.
   */
  private static final Pattern FORM =
      Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|(?!\\.)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private static final int IPV4_BYTES = 4;
  private static final int MOST_CHARS = 64;

  private IpAddress() {}

  /** The bytes of an address: 4 or 16; an IPv4 address that is written as IPv6 is one of IPv4. */
  public static Optional<byte[]> bytes(String text) {
    if (text.length() > MOST_CHARS || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * The address of a peer as a server tells it: some write the brackets that it has in a URL, and
   * behind it the interface by which it came. What is no address stays as it is.
   */
  public static String ofPeer(String told) {
    boolean inBrackets = told.startsWith("[") && told.endsWith("]");
    String bare = inBrackets ? told.substring(1, told.length() - 1) : told;
    int zone = bare.indexOf('%');
    return canonical(zone < 0 ? bare : bare.substring(0, zone)).orElse(bare);
  }

  /** The one spelling of an address; empty if the text is none. */
  public static Optional<String> canonical(String text) {
    return bytes(text).map(IpAddress::spell);
  }

  /**
   * What failures from an address are counted under: an IPv4 address itself, and of IPv6 the first
   * 64 bits, {@code 2001:db8:1:2::/64}, as whoever has one address there has all of them. A text
   * that is no address stays as it is, cut to 64 characters.
   */
  public static String network(String address) {
    return bytes(address)
        .map(bytes -> bytes.length == IPV4_BYTES ? spell(bytes) : prefix(bytes, 4) + "::/64")
        .orElseGet(() -> address.substring(0, Math.min(address.length(), MOST_CHARS)));
  }

  private static String spell(byte... bytes) {
    if (bytes.length == IPV4_BYTES) {
      return (bytes[0] & 0xff)
          + "."
          + (bytes[1] & 0xff)
          + "."
          + (bytes[2] & 0xff)
          + "."
          + (bytes[3] & 0xff);
    }
    return prefix(bytes, 8);
  }

  private static String prefix(byte[] bytes, int groups) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < groups; i++) {
      int group = (bytes[2 * i] & 0xff) << Byte.SIZE | (bytes[2 * i + 1] & 0xff);
      text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return text.toString();
  }
}
