package dev.signet.authority.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.Authority;
import dev.signet.authority.config.AuthorityConfig;
import dev.signet.authority.directory.NewConsumer;
import dev.signet.authority.storage.TokenRights;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An authority in a process and a folder of its own that does what every authority does first,
 * while its JVM notes the classes.
 */
final class TrainingRun implements AutoCloseable {
  private static final String CLIENT = "training";
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int MOST_LOOKS = 1200;
  private static final int TOKENS = 20;
  private static final List<String> PAGES =
      List.of(
          "/.well-known/oauth-authorization-server",
          "/.well-known/jwks.json",
          "/revocations",
          "/health/ready");

  private final Path folder;
  private final int port;
  private final String secret;
  private final Process server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TrainingRun(Path folder, ClassArchive archive, Clock clock) throws IOException {
    this.folder = folder;
    this.port = freePort();
    Map<String, String> settings =
        Map.of(
            "SIGNET_LISTEN_PORT", Integer.toString(port),
            "SIGNET_STORAGE_FILE", folder.resolve("signet.db").toString(),
            "SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString());
    this.secret = addClient(settings, clock);
    this.server = launch(archive, settings);
  }

  /** Starts it in a new temporary folder; does not wait for it. */
  static TrainingRun start(ClassArchive archive, Clock clock) throws IOException {
    Path folder = Files.createTempDirectory("signet-training");
    try {
      return new TrainingRun(folder, archive, clock);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /**
   * Waits for the first token, asks for some more and stops it; its JVM has written the archive
   * then.
   *
   * @throws IllegalStateException if it ends before, or takes more than a minute or two
   */
  void finish(Consumer<Duration> pause) throws IOException, InterruptedException {
    awaitToken(pause);
    for (int i = 0; i < TOKENS; i++) {
      tokenStatus();
    }
    for (String page : PAGES) {
      http.send(request(page).build(), BodyHandlers.discarding());
    }
    server.destroy();
    if (!server.waitFor(MOST_LOOKS * BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
      throw failed("did not end");
    }
  }

  private void awaitToken(Consumer<Duration> pause) throws InterruptedException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (!server.isAlive()) {
        throw failed("ended");
      }
      if (tokenStatus().equals(Optional.of(200))) {
        return;
      }
      pause.accept(BETWEEN_LOOKS);
    }
    throw failed("gave no token");
  }

  /** Empty while nobody listens. */
  private Optional<Integer> tokenStatus() throws InterruptedException {
    String pair = CLIENT + ':' + secret;
    HttpRequest request =
        request("/token")
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    try {
      return Optional.of(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException("the authority " + how + ": " + log());
  }

  private String log() {
    try {
      return Files.readString(logFile()).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Path logFile() {
    return folder.resolve("log");
  }

  private static String addClient(Map<String, String> settings, Clock clock) {
    TokenRights rights = new TokenRights(List.of("training"), Set.of(), Optional.empty());
    try (Authority authority = Authority.open(AuthorityConfig.read(null, settings), clock)) {
      return authority
          .administration()
          .addApplication(new NewConsumer(CLIENT, rights, List.of(), Map.of()));
    }
  }

  private Process launch(ClassArchive archive, Map<String, String> settings) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            java.toString(), archive.option(), "-jar", archive.jar().toString(), "serve");
    builder.environment().keySet().removeIf(name -> name.startsWith("SIGNET_"));
    builder.environment().putAll(settings);
    return builder.redirectErrorStream(true).redirectOutput(logFile().toFile()).start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends it if it still runs, and removes its folder. */
  @Override
  public void close() throws IOException {
    server.destroyForcibly();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
