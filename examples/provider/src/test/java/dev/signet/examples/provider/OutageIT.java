package dev.signet.examples.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider answers rightly while the authority is down, each in a process of its own. */
class OutageIT {
  private static final Path AUTHORITY_JAR = Path.of(System.getProperty("signet.authority.jar", ""));
  private static final Path PROVIDER_JAR = Path.of(System.getProperty("signet.provider.jar", ""));
  private static final Duration OUTAGE =
      Duration.ofSeconds(Long.getLong("signet.outage.seconds", 5));

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String issuer = "http://127.0.0.1:" + JarProcess.freePort();
  private final int providerPort = JarProcess.freePort();

  @Test
  void answersRightlyThroughAnOutageOfTheAuthority(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isRegularFile(AUTHORITY_JAR), "skipped: needs the jar of authority-server");
    Map<String, String> settings = settings(folder);
    String secret = addApplication(settings);

    try (JarProcess authority = JarProcess.start(AUTHORITY_JAR, settings, "serve");
        JarProcess provider = JarProcess.start(PROVIDER_JAR, providerSettings())) {
      JarProcess.until("the authority answers", () -> answers(issuer + "/health/live"));
      String token = acquire(secret);
      JarProcess.until("the provider has its keys", () -> ask(token) == 200);

      authority.stop();
      int rounds = askUntilTheOutageIsOver(token);

      assertThat(rounds).isGreaterThan((int) OUTAGE.toSeconds());
      assertThat(provider.process().isAlive()).isTrue();
      System.out.println(OUTAGE + " without the authority: " + 3 * rounds + " answers, all right");
    }
  }

  private int askUntilTheOutageIsOver(String good) {
    String forged = forge(good);
    long start = System.nanoTime();
    int rounds = 0;
    while (System.nanoTime() - start < OUTAGE.toNanos()) {
      assertThat(ask(good)).as("good token, round %d", rounds).isEqualTo(200);
      assertThat(ask(forged)).as("forged token, round %d", rounds).isEqualTo(401);
      assertThat(ask("")).as("no token, round %d", rounds).isEqualTo(401);
      rounds++;
      JarProcess.pause();
    }
    assertThat(answers(issuer + "/health/live")).as("the authority came back").isFalse();
    return rounds;
  }

  private Map<String, String> settings(Path folder) {
    return Map.of(
        "SIGNET_STORAGE_FILE", folder.resolve("signet.db").toString(),
        "SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString(),
        "SIGNET_LISTEN_PORT", Integer.toString(URI.create(issuer).getPort()),
        // Longer than any outage that is asked for here: a token must not expire in it.
        "SIGNET_TOKENS_LONGEST_LIFETIME", "24h",
        "SIGNET_TOKENS_LIFETIME", "12h");
  }

  private Map<String, String> providerSettings() {
    return Map.of("ISSUER", issuer, "PORT", Integer.toString(providerPort));
  }

  private static String addApplication(Map<String, String> settings) throws IOException {
    String[] add = {
      "clients", "add", "shop", "--audience", "orders", "--scope", "orders.read", "--json"
    };
    try (JarProcess command = JarProcess.start(AUTHORITY_JAR, settings, add)) {
      return member("client_secret", command.output());
    }
  }

  private String acquire(String secret) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=shop&client_secret=" + secret))
            .build();
    return member(
        "access_token", http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8)).body());
  }

  private static String member(String name, String json) {
    Matcher member = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
    assertThat(member.find()).as("%s in %s", name, json).isTrue();
    return member.group(1);
  }

  /** The same token with another first character of its signature. */
  private static String forge(String token) {
    String[] parts = token.split("\\.", -1);
    char first = parts[2].charAt(0);
    return parts[0] + '.' + parts[1] + '.' + (first == 'A' ? 'B' : 'A') + parts[2].substring(1);
  }

  /** The status of the provider's page that needs a token and a scope. */
  private int ask(String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + providerPort + "/orders"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return status(request.build());
  }

  private boolean answers(String url) {
    return status(HttpRequest.newBuilder(URI.create(url)).build()) == 200;
  }

  /** The status of the answer; 0 when nobody listens. */
  private int status(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      return 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer from " + request.uri(), e);
    }
  }
}
