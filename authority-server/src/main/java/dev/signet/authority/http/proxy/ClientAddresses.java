package dev.signet.authority.http.proxy;

import java.util.List;
import java.util.Optional;

/**
 * From where a request comes. Of a trusted proxy the field counts in which it tells that, and of
 * anybody else the connection alone, whatever its fields say. Immutable.
 *
 * @param trusted the addresses of the proxies
 * @param field where they tell it
 */
public record ClientAddresses(List<AddressRange> trusted, Field field) {
  /** Believes nobody. */
  public static final ClientAddresses OF_PEERS = new ClientAddresses(List.of(), Field.NONE);

  /** More proxies than that are not in a row. */
  private static final int MOST_HOPS = 16;

  /** In which field proxies tell from where a request comes. */
  public enum Field {
    /** In none. */
    NONE(""),
    /** In {@code X-Forwarded-For}: addresses with commas between them, the last proxy's last. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** In {@code Forwarded} (RFC 7239): the parameters {@code for}, likewise. */
    FORWARDED("Forwarded");

    private final String header;

    Field(String header) {
      this.header = header;
    }

    /** Its name; empty of none. */
    public String header() {
      return header;
    }
  }

  /** Copies the addresses. */
  public ClientAddresses {
    trusted = List.copyOf(trusted);
  }

  /**
   * The address of whoever sent a request: of the last hop that no trusted proxy is.
   *
   * <p>What stands left of that hop was written by itself, and is not read. Where a trusted proxy
   * tells of something that is no address, that proxy is the last that is known.
   *
   * @param peer the other end of the connection
   * @param values the values of all fields {@link Field#header}, in their order
   */
  public String of(String peer, List<String> values) {
    String address = IpAddress.ofPeer(peer);
    if (field == Field.NONE || !trusts(address)) {
      return address;
    }
    for (String hop : Hops.lastFirst(field, values, MOST_HOPS)) {
      Optional<String> next = IpAddress.canonical(hop);
      if (next.isEmpty()) {
        return address;
      }
      address = next.get();
      if (!trusts(address)) {
        return address;
      }
    }
    return address;
  }

  private boolean trusts(String address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
