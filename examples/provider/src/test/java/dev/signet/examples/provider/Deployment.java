package dev.signet.examples.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An authority and providers as an operator would set them up, each a process of its own.
 *
 * @param folder what outlives the processes
 * @param issuer the address by which consumers and providers know the authority
 * @param authorityPort where it listens, behind that address
 */
record Deployment(Path folder, String issuer, int authorityPort) {
  private static final Path AUTHORITY_JAR = Path.of(System.getProperty("signet.authority.jar", ""));
  private static final Path PROVIDER_JAR = Path.of(System.getProperty("signet.provider.jar", ""));
  private static final Path CLIENT_JAR = Path.of(System.getProperty("signet.client.jar", ""));
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** An authority that is reached where it listens. */
  static Deployment direct(Path folder) {
    int port = JarProcess.freePort();
    return new Deployment(folder, "http://127.0.0.1:" + port, port);
  }

  /** Skips the test where only this module was built. */
  static void requireJars() {
    assumeTrue(Files.isRegularFile(AUTHORITY_JAR), "skipped: needs the jar of authority-server");
  }

  /** Starts the authority and waits until it answers. */
  JarProcess startAuthority() {
    JarProcess authority = JarProcess.start(AUTHORITY_JAR, settings(), "serve");
    JarProcess.until("the authority answers", this::authorityAnswers);
    return authority;
  }

  /** Starts a provider that keeps its state in a folder named like its port; does not wait. */
  JarProcess startProvider(int port) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ISSUER", issuer);
    environment.put("PORT", Integer.toString(port));
    environment.put("STATE", folder.resolve("provider-" + port).toString());
    return JarProcess.start(PROVIDER_JAR, environment);
  }

  /**
   * What a class of the example client printed; the token passes through {@link #leak}.
   *
   * @param secret the application's, or an empty text for somebody who has none
   */
  String client(String main, int providerPort, String secret) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("ISSUER", issuer);
    environment.put("PROVIDER", "http://127.0.0.1:" + providerPort);
    environment.put("CLIENT_ID", "shop");
    environment.put("CLIENT_SECRET", secret);
    environment.put("LEAK", leak().toString());
    String type = "dev.signet.examples.client." + main;
    try (JarProcess client = JarProcess.startClass(CLIENT_JAR, type, environment)) {
      return client.output();
    }
  }

  /** Where the client leaves its token lying about. */
  Path leak() {
    return folder.resolve("token");
  }

  /** What a verb of the authority's command line printed. */
  String command(String... arguments) throws IOException {
    try (JarProcess command = JarProcess.start(AUTHORITY_JAR, settings(), arguments)) {
      return command.output();
    }
  }

  /** Adds the application {@code shop}; returns its secret. */
  String addApplication() throws IOException {
    String[] add = {
      "clients", "add", "shop", "--audience", "orders", "--scope", "orders.read", "--json"
    };
    return member("client_secret", command(add));
  }

  /** A token of the application. */
  String acquire(String secret) throws IOException, InterruptedException {
    String form = "grant_type=client_credentials&client_id=shop&client_secret=" + secret;
    HttpResponse<String> answer = HTTP.send(post("/token", form), BodyHandlers.ofString(UTF_8));
    return member("access_token", answer.body());
  }

  /** Revokes a token; returns the status of the answer. */
  int revoke(String secret, String token) throws IOException, InterruptedException {
    String form = "client_id=shop&client_secret=" + secret + "&token=" + token;
    return HTTP.send(post("/revoke", form), BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest post(String path, String form) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + authorityPort + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  boolean authorityAnswers() {
    return status("http://127.0.0.1:" + authorityPort + "/health/live", "") == 200;
  }

  /** The authority's metadata. */
  String metadata() throws IOException, InterruptedException {
    URI uri =
        URI.create("http://127.0.0.1:" + authorityPort + "/.well-known/oauth-authorization-server");
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8)).body();
  }

  /** The status of a provider's page that needs a token and a scope; 0 if it does not answer. */
  static int ask(int providerPort, String token) {
    return status("http://127.0.0.1:" + providerPort + "/orders", token);
  }

  /** What a provider answers to the page that it counts, which is one call. */
  static HttpResponse<Void> export(int providerPort, String token)
      throws IOException, InterruptedException {
    String url = "http://127.0.0.1:" + providerPort + "/export";
    return HTTP.send(get(url, token), BodyHandlers.discarding());
  }

  private static HttpRequest get(String url, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static int status(String url, String token) {
    try {
      return HTTP.send(get(url, token), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** The value of a member of a JSON object, a text or a number. */
  static String member(String name, String json) {
    Matcher member = Pattern.compile('"' + name + "\":\"?([^\",}]+)").matcher(json);
    assertThat(member.find()).as("%s in %s", name, json).isTrue();
    return member.group(1);
  }

  private Map<String, String> settings() {
    return Map.of(
        "SIGNET_STORAGE_FILE",
        folder.resolve("signet.db").toString(),
        "SIGNET_KEYS_DIRECTORY",
        folder.resolve("keys").toString(),
        "SIGNET_LISTEN_PORT",
        Integer.toString(authorityPort),
        "SIGNET_ISSUER",
        issuer,
        "SIGNET_REVOCATIONS_TTL",
        "1s",
        "SIGNET_QUOTAS_TTL",
        "1s",
        "SIGNET_BINDING_DPOP",
        "on",
        // Longer than any run that is asked for here: a token must not expire in it.
        "SIGNET_TOKENS_LONGEST_LIFETIME",
        "24h",
        "SIGNET_TOKENS_LIFETIME",
        "12h");
  }
}
