package dev.signet.authority.cli;

import static dev.signet.authority.cli.ConsumerVerbsTest.assertFailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.AuthorityServer;
import dev.signet.authority.cli.Shell.Outcome;
import dev.signet.authority.config.AuthorityConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumersDisableVerbTest {
  @TempDir private Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void openAShell() {
    shell = new Shell(folder);
  }

  @Test
  void knowsOnlyTheConsumersOfItsKind() {
    shell.succeed("clients", "add", "billing", "--audience", "orders");

    assertFailed(shell.run("users", "disable", "billing"), "there is no billing; see: users list");
    assertFailed(shell.run("clients", "disable", "nobody"), "see: clients list");
    assertThat(shell.succeed("clients", "list").out()).contains("enabled");
  }

  @Test
  void showsInTheList() {
    shell.runOn("correct horse", "users", "add", "ada", "--audience", "orders", "--password-stdin");

    assertThat(shell.succeed("users", "disable", "ada").out()).isEqualTo("ada disabled\n");
    assertThat(shell.succeed("users", "list").out()).contains("disabled");
    Outcome again = shell.succeed("users", "disable", "ada", "--json");
    assertThat(again.onlyObject().required("enabled").asBoolean()).isFalse();
  }

  @Test
  void barsFromARunningServerAtOnce() throws IOException, InterruptedException {
    AuthorityConfig config = AuthorityConfig.read(null, shell.environment());
    try (AuthorityServer server = AuthorityServer.start(config, shell.clock())) {
      String secret =
          shell
              .succeed("clients", "add", "billing", "--audience", "orders", "--json")
              .onlyObject()
              .required("client_secret")
              .asText();
      assertThat(statusOfATokenRequest(server, "billing", secret)).isEqualTo(200);

      shell.succeed("clients", "disable", "billing");

      assertThat(statusOfATokenRequest(server, "billing", secret)).isEqualTo(401);
    }
  }

  private static int statusOfATokenRequest(AuthorityServer server, String name, String secret)
      throws IOException, InterruptedException {
    String pair = Base64.getEncoder().encodeToString((name + ':' + secret).getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/token"))
            .header("Authorization", "Basic " + pair)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
