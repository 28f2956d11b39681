package dev.signet.authority.storage.sql.postgres;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.storage.sql.connection.WriterSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a PostgreSQL database is reached and used.
 *
 * @param address where it is
 * @param user as whom; null takes the name of the user that runs the authority
 * @param password null where the server asks for none
 * @param tls how much is insisted on; see {@link PostgresAddress#usualTls}
 * @param rootCertificates a PEM file with whom to trust; null trusts whom the Java runtime trusts
 * @param writer how writes are gathered
 */
public record PostgresSettings(
    PostgresAddress address,
    @Nullable String user,
    @Nullable String password,
    Tls tls,
    @Nullable Path rootCertificates,
    WriterSettings writer) {

  /** How much is insisted on, from least to most; the names are those of PostgreSQL's clients. */
  public enum Tls {
    /** No TLS. */
    DISABLE,
    /** TLS where the server offers it, with anybody. */
    PREFER,
    /** TLS, with anybody. */
    REQUIRE,
    /** TLS, with whom the root certificates vouch for. */
    VERIFY_CA,
    /** TLS, with whom the root certificates vouch for by the name of the host. */
    VERIFY_FULL;

    /** As PostgreSQL's clients write it, such as {@code verify-full}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the parts. */
  public PostgresSettings {
    requireNonNull(address, "address");
    requireNonNull(tls, "tls");
    requireNonNull(writer, "writer");
  }

  /** Whom to trust, if not whom the Java runtime trusts. */
  Optional<Path> trusted() {
    return Optional.ofNullable(rootCertificates);
  }

  /** Whether a server must show a certificate, and the Java runtime says whether it is good. */
  boolean trustsAsTheRuntimeDoes() {
    return rootCertificates == null && tls.compareTo(Tls.VERIFY_CA) >= 0;
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "PostgresSettings[" + address + ", user=" + user + ", tls=" + tls.text() + "]";
  }
}
