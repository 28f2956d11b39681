package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.sql.postgres.PostgresSettings.Tls;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is: {@code jdbc:postgresql://HOST[:PORT][,HOST…]/DATABASE[?OPTIONS]}.
 *
 * @param url the whole of it
 */
public record PostgresAddress(String url) {
  private static final Pattern CREDENTIALS = Pattern.compile("^[^?]*//[^/?]*@");
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
  private static final Set<String> SETTINGS_OF_THEIR_OWN =
      Set.of("user", "password", "sslmode", "ssl", "sslrootcert");

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException when it is no such address, or says what a setting of its own
   *     says; the message repeats nothing of it
   */
  public PostgresAddress {
    // Before the driver reads it, which would write the password to the log for a bad port.
    if (CREDENTIALS.matcher(url).find()) {
      throw new IllegalArgumentException(
          "has a user or a password before the host: use their own settings");
    }
    if (database(url).isEmpty()) {
      throw new IllegalArgumentException(
          "is not an address such as jdbc:postgresql://db.example.org:5432/signet");
    }
    String options = url.substring(url.indexOf('?') + 1);
    for (String option : options.split("&", -1)) {
      String name = option.split("=", 2)[0];
      if (SETTINGS_OF_THEIR_OWN.contains(name)) {
        throw new IllegalArgumentException("has the option " + name + ": use its own setting");
      }
    }
  }

  private static String database(String url) {
    PGSimpleDataSource parsed = new PGSimpleDataSource();
    try {
      parsed.setUrl(url);
    } catch (IllegalArgumentException e) {
      return "";
    }
    return Objects.requireNonNullElse(parsed.getDatabaseName(), "");
  }

  /** The name of the database. */
  String database() {
    return database(url);
  }

  private List<String> hosts() {
    PGSimpleDataSource parsed = new PGSimpleDataSource();
    parsed.setUrl(url);
    return List.of(parsed.getServerNames());
  }

  /** What is insisted on by default: everything, but nothing of a server on the same machine. */
  public Tls usualTls() {
    return LOCAL.containsAll(hosts()) ? Tls.PREFER : Tls.VERIFY_FULL;
  }

  /** As an operator reads it: hosts, ports and database, without the options. */
  @Override
  public String toString() {
    return url.split("\\?", 2)[0].substring("jdbc:".length());
  }
}
