package dev.signet.authority.storage.sql.postgres;

import dev.signet.authority.storage.StorageException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Says what is wrong with a database or the way to it, and which setting or command mends it. */
record PostgresFailures(PostgresSettings settings) {

  StorageException explain(SQLException fault) {
    SQLException root = root(fault);
    return new StorageException("PostgreSQL: " + message(root), fault);
  }

  /** A pool that finds no connection tells of it in an exception of its own, around the fault. */
  private static SQLException root(SQLException fault) {
    return fault.getCause() instanceof SQLException cause ? cause : fault;
  }

  private String message(SQLException fault) {
    String address = settings.address().toString();
    if (isAboutTls(fault)) {
      return address
          + " was not trusted, or offers no TLS: name the certificate of who vouches for it in"
          + (" storage.rootCertificateFile, or lower storage.sslMode (" + settings.tls().text())
          + ("): " + text(fault));
    }
    return address + " " + said(fault);
  }

  private String said(SQLException fault) {
    String database = settings.address().database();
    return switch (String.valueOf(fault.getSQLState())) {
      case "08001", "08003", "08006" ->
          "cannot be reached: start it, or correct storage.database: " + text(fault);
      // 08004: the driver has no password to answer with.
      case "28P01", "28000", "08004" ->
          ("refuses " + user())
              + ": correct storage.user and storage.passwordFile, or the server's pg_hba.conf: "
              + text(fault);
      case "3D000" ->
          "is not there: make it with: createdb " + database + ", or correct storage.database";
      case "42501", "3F000" ->
          ("does not let " + user() + " do that: let it own the database: ALTER DATABASE ")
              + (database + " OWNER TO …: " + text(fault));
      case "25006" ->
          "is a read-only standby: name the primary in storage.database, or several hosts and the"
              + " option targetServerType=primary";
      case "53100" -> "has no room on its disk: make room there";
      case "53300" ->
          "has no connection left for "
              + (user() + ": raise its max_connections, or run fewer nodes; each needs 7");
      case "57P01", "57P02", "57P03" -> "is stopping or starting: try again when it runs";
      case "55P03", "57014" ->
          "was locked by another session for too long: let that session finish";
      default -> "did not do what it was asked for: " + text(fault);
    };
  }

  private String user() {
    return settings.user() == null ? "the user" : "the user " + settings.user();
  }

  private static boolean isAboutTls(SQLException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return true;
      }
    }
    // The driver's words for a certificate of another name have no SSL in them.
    return text(fault).contains("SSL") || text(fault).contains("hostnameverifier");
  }

  private static String text(SQLException fault) {
    return String.valueOf(fault.getMessage()).replace('\n', ' ');
  }
}
