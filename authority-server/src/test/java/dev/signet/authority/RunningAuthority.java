package dev.signet.authority;

import static java.util.Objects.requireNonNull;

import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.quota.IssuingLimiter;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.TokenRights;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real authority on a free port over a folder of its own, on a clock that tests move by hand.
 *
 * <p>Register it as a static extension, and one authority serves a whole test class; or start and
 * close it by hand.
 */
public final class RunningAuthority implements AutoCloseable, BeforeAllCallback, AfterAllCallback {
  /** When every authority of the tests starts. */
  public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  /** The issuer unless a test sets another; no address that anything listens on. */
  public static final String ISSUER = "http://localhost:8080";

  /** The provider that consumers may have tokens for by default. */
  public static final String AUDIENCE = "https://orders.example.org";

  static {
    // A server that stops waits for connections that clients keep.
    RestAssured.filters(
        (request, response, next) -> {
          request.header("Connection", "close");
          return next.next(request, response);
        });
  }

  private MutableClock clock = new MutableClock(START);
  private final Map<String, String> environment = new HashMap<>();

  /** The calls of an extension come for nested classes too, which share the authority. */
  private int classesInside;

  private @Nullable String yaml;
  private @Nullable Storage givenStorage;
  private @Nullable Path folder;
  private @Nullable Authority authority;
  private @Nullable AuthorityServer server;

  /** An authority with the cheapest passwords that the configuration allows. */
  public RunningAuthority() {
    environment.put("SIGNET_ISSUER", ISSUER);
    environment.put("SIGNET_LISTEN_PORT", "0");
    environment.put("SIGNET_PASSWORDS_MEMORY_KIB", "1024");
    environment.put("SIGNET_PASSWORDS_ITERATIONS", "1");
    // All tests of a class come from one address.
    environment.put("SIGNET_SIGN_IN_ADDRESS_FAILURES", "100000");
    environment.put("SIGNET_SIGN_IN_ACCOUNT_FAILURES", "100000");
  }

  /** Sets one setting by its environment variable. */
  public RunningAuthority with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Listens where its issuer says, so that a validator finds it by the metadata. */
  public RunningAuthority findable() {
    int port = freePort();
    return with("SIGNET_LISTEN_PORT", Integer.toString(port))
        .with("SIGNET_ISSUER", "http://localhost:" + port);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code iss} of its tokens. */
  public String issuer() {
    return requireNonNull(environment.get("SIGNET_ISSUER"));
  }

  /** Is one of the nodes over a database, with the secrets that they share, on its time. */
  public RunningAuthority nodeOf(PostgresSettings database) {
    clock = MutableClock.running(TestPostgres.time(database));
    return with("SIGNET_STORAGE_DATABASE", database.address().url())
        .with("SIGNET_STORAGE_USER", requireNonNull(database.user()))
        .with("SIGNET_STORAGE_PASSWORD", requireNonNull(database.password()))
        .with("SIGNET_KEYS_STORE", "database")
        .with("SIGNET_SECRETS_HASH_KEY", "A".repeat(43) + "=");
  }

  /** Has this configuration file; the environment overrides it. */
  public RunningAuthority configured(String file) {
    yaml = file;
    return this;
  }

  /** Keeps everything in this storage instead of a database. */
  public RunningAuthority over(Storage storage) {
    givenStorage = storage;
    return this;
  }

  /** Starts it. */
  public RunningAuthority start() {
    try {
      folder = Files.createTempDirectory("signet-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!environment.containsKey("SIGNET_STORAGE_DATABASE")) {
      environment.putIfAbsent("SIGNET_STORAGE_FILE", database().toString());
    }
    environment.putIfAbsent("SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString());
    AuthorityConfig config = AuthorityConfig.read(configuration(), environment);
    authority =
        givenStorage == null
            ? Authority.open(config, clock)
            : new Authority(config, clock, givenStorage);
    server = AuthorityServer.start(authority);
    return this;
  }

  private @Nullable Path configuration() {
    if (yaml == null) {
      return null;
    }
    try {
      return Files.writeString(database().resolveSibling("signet.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds an application that may have tokens for {@link #AUDIENCE}; returns its secret. */
  public String addApplication(String name, String... scopes) {
    return addApplication(new NewConsumer(name, rights(scopes), Map.of()));
  }

  /** Adds an application; returns its secret. */
  public String addApplication(NewConsumer application) {
    return authority().administration().addApplication(application);
  }

  /** Adds a user who may have tokens for {@link #AUDIENCE}. */
  public void addUser(String name, String password, Map<String, Object> details) {
    authority().administration().addUser(new NewConsumer(name, rights(), details), password);
  }

  private static TokenRights rights(String... scopes) {
    Set<String> ordered = new LinkedHashSet<>(List.of(scopes));
    return new TokenRights(List.of(AUDIENCE), ordered, Optional.empty());
  }

  /** The parts that the server shares with the command line. */
  public Authority authority() {
    return requireNonNull(authority, "start it first");
  }

  /** The clock it runs on. */
  public MutableClock clock() {
    return clock;
  }

  /** Moves its clock on. */
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /** Lets it take in what another process revoked, and send heartbeats, as it does each second. */
  public void followRevocations() {
    server().revocations().follow();
    server().parts().streams().tick();
  }

  /** Lets it take in what operators allow, as it does every two seconds. */
  public void followAllowances() {
    server().followAllowances();
  }

  /** Lets it write down when credentials were last used, as it does each minute. */
  public void writeCredentialUses() {
    authority().credentialUses().write();
  }

  /** Lets it tell and hear who failed too often, as it does each second. */
  public void shareGuesses() {
    authority().guessing().shared().share();
  }

  /** Lets it publish what was revoked, as {@code /revoke} does. */
  public void publishRevocations() {
    server().revocations().refresh();
  }

  /** How many streams of revocations are open. */
  public int openStreams() {
    return server().parts().streams().open();
  }

  /** Lets a new key sign at once. */
  public void activateAKey() {
    server().keys().activate(SigningAlgorithm.ES256);
  }

  /** Removes a key at once, as {@code keys revoke} does. */
  public void revokeKey(String kid) {
    server().keys().revoke(kid);
  }

  /** Charges requestors for its tokens. */
  public IssuingLimiter limiter() {
    return server().parts().limiter();
  }

  /** The port it listens on. */
  public int port() {
    return server().port();
  }

  /** The address of a path on it. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** The address of a path on its listener for operators. */
  public String operatorUrl(String path) {
    return "http://127.0.0.1:" + server().operatorPort().orElseThrow() + path;
  }

  /** The file of its database. */
  public Path database() {
    return requireNonNull(folder, "start it first").resolve("signet.db");
  }

  /** The server itself. */
  public AuthorityServer server() {
    return requireNonNull(server, "start it first");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (classesInside++ == 0) {
      start();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (--classesInside == 0) {
      close();
    }
  }

  @Override
  public void close() {
    server().close();
    try (Stream<Path> files = Files.walk(requireNonNull(folder, "start it first"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
