package dev.signet.authority.process;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.Authority;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What outlives a process of the authority: its folder, its address and its settings.
 *
 * @param folder holds the database, the keys and the logs
 * @param port where it listens
 * @param settings its environment variables
 */
public record AuthorityHome(Path folder, int port, Map<String, String> settings) {
  /** What the tokens are for. */
  public static final String AUDIENCE = "orders";

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  /** A home on a free port whose issuer is its own address. */
  public static AuthorityHome in(Path folder) {
    int port = freePort();
    return new AuthorityHome(folder, port, settings(folder, port));
  }

  private static Map<String, String> settings(Path folder, int port) {
    return Map.of(
        "SIGNET_STORAGE_FILE", folder.resolve("data/signet.db").toString(),
        "SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString(),
        "SIGNET_LISTEN_PORT", Integer.toString(port),
        "SIGNET_ISSUER", "http://127.0.0.1:" + port);
  }

  /** The same folder and issuer, served on another port. */
  public AuthorityHome sibling() {
    int another = freePort();
    Map<String, String> changed = new HashMap<>(settings);
    changed.put("SIGNET_LISTEN_PORT", Integer.toString(another));
    return new AuthorityHome(folder, another, changed);
  }

  /** The same with another setting. */
  public AuthorityHome with(String variable, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(variable, value);
    return new AuthorityHome(folder, port, changed);
  }

  /** The same, with this database instead of a file. */
  public AuthorityHome on(PostgresSettings database) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.remove("SIGNET_STORAGE_FILE");
    changed.put("SIGNET_STORAGE_DATABASE", database.address().url());
    changed.put("SIGNET_STORAGE_USER", requireNonNull(database.user()));
    return new AuthorityHome(folder, port, changed);
  }

  /** What the command line would open beside a running server. */
  public Authority open() {
    return Authority.open(AuthorityConfig.read(null, settings), CLOCK);
  }

  /** The name in its tokens. */
  public String issuer() {
    return requireNonNull(settings.get("SIGNET_ISSUER"));
  }

  /** Where it listens. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  Path database() {
    return folder.resolve("data/signet.db");
  }

  /**
   * Adds an application that is also the provider of its audience, as the command line would beside
   * a running server; returns its secret.
   */
  public String addApplication(String name) {
    TokenRights rights =
        new TokenRights(List.of(AUDIENCE), Set.of("orders.read"), Optional.empty());
    NewConsumer application = new NewConsumer(name, rights, List.of(AUDIENCE), Map.of());
    try (Authority authority = open()) {
      return authority.administration().addApplication(application);
    }
  }

  /** Nobody listens there now; the kernel hands it to nobody else soon. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
