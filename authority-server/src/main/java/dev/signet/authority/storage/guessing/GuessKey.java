package dev.signet.authority.storage.guessing;

/**
 * Whose failures are counted together; immutable.
 *
 * @param kind by what
 * @param name the hash of the name claimed; empty where it does not count
 * @param address the address, or the network, that they came from; empty where it does not count
 */
public record GuessKey(Kind kind, String name, String address) {
  /** By what failures are counted. */
  public enum Kind {
    /** One name from one address. */
    ACCOUNT_AND_ADDRESS,
    /** One address, whatever the names. */
    ADDRESS,
    /** One name, whatever the addresses. */
    ACCOUNT
  }

  /** Checks that a name or an address is there only where it counts. */
  public GuessKey {
    if ((kind == Kind.ADDRESS && !name.isEmpty()) || (kind == Kind.ACCOUNT && !address.isEmpty())) {
      throw new IllegalArgumentException("what does not count must be empty");
    }
  }

  /** One name from one address. */
  public static GuessKey of(String name, String address) {
    return new GuessKey(Kind.ACCOUNT_AND_ADDRESS, name, address);
  }

  /** All from one address. */
  public static GuessKey ofAddress(String address) {
    return new GuessKey(Kind.ADDRESS, "", address);
  }

  /** All of one name. */
  public static GuessKey ofAccount(String name) {
    return new GuessKey(Kind.ACCOUNT, name, "");
  }
}
