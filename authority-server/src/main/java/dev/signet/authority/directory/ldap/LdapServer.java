package dev.signet.authority.directory.ldap;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A directory, and how it is used.
 *
 * @param address where it listens
 * @param roots PEM file of those who vouch for its certificate; null takes whom the Java runtime
 *     trusts
 * @param bindDn as whom it is searched; null searches as nobody
 * @param bindPassword the password of that entry; null without one
 * @param connections how many connections are open at most: 1 to 64
 * @param timeout how long to wait for a connection, for the directory to take one, and for each of
 *     its answers: 1 ms to 30 s
 */
public record LdapServer(
    LdapAddress address,
    @Nullable Path roots,
    @Nullable String bindDn,
    @Nullable String bindPassword,
    int connections,
    Duration timeout) {
  /** Connections that are open at most, unless told otherwise. */
  public static final int DEFAULT_CONNECTIONS = 8;

  /** How long to wait, unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

  /** The most connections that can be asked for. */
  public static final int MAX_CONNECTIONS = 64;

  /** The longest wait that can be asked for. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when a number is out of its range, or a name has no password
   *     or the other way round
   */
  public LdapServer {
    requireNonNull(address, "address");
    if ((bindDn == null) != (bindPassword == null)) {
      // RFC 4513 §5.1.2: a name without a password would be nobody, and look like success.
      throw new IllegalArgumentException("bindDn and bindPassword go together");
    }
    if (connections < 1 || connections > MAX_CONNECTIONS) {
      throw new IllegalArgumentException("connections must be 1 to " + MAX_CONNECTIONS);
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException("timeout must be 1 ms to " + MAX_TIMEOUT);
    }
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "LdapServer[" + address + "]";
  }
}
