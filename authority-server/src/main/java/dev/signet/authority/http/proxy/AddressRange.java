package dev.signet.authority.http.proxy;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of network addresses, {@code 10.0.0.0/8} (RFC 4632); one address is a range too.
 *
 * @param network the bits that all of them begin with; the others are zero
 * @param addressBits how many bits an address has: 32 or 128
 * @param prefixBits how many of them are the same
 */
public record AddressRange(BigInteger network, int addressBits, int prefixBits) {
  private static final Pattern FORM = Pattern.compile("([^/]*)(?:/([0-9]{1,3}))?");

  /**
   * The range of a text; empty if it is none, if bits beyond the prefix are set, or if it is all.
   */
  public static Optional<AddressRange> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return IpAddress.bytes(parts.group(1))
        .flatMap(
            bytes -> {
              int bits = bytes.length * Byte.SIZE;
              int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
              BigInteger address = new BigInteger(1, bytes);
              boolean sound =
                  prefix >= 1 && prefix <= bits && address.equals(begin(address, bits, prefix));
              return sound
                  ? Optional.of(new AddressRange(address, bits, prefix))
                  : Optional.empty();
            });
  }

  /** Whether an address, as a socket tells it, is in the range. */
  public boolean contains(String address) {
    return IpAddress.bytes(address)
        .filter(bytes -> bytes.length * Byte.SIZE == addressBits)
        .map(bytes -> begin(new BigInteger(1, bytes), addressBits, prefixBits))
        .filter(network::equals)
        .isPresent();
  }

  private static BigInteger begin(BigInteger address, int bits, int prefix) {
    return address.shiftRight(bits - prefix).shiftLeft(bits - prefix);
  }
}
