package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An authority with its data in a folder of its own and one client; made by its own command line.
 *
 * @param command starts it
 * @param secret of the client
 */
record AuthorityUnderTest(ServerCommand command, String secret) {
  static final String CLIENT = "billing";

  /** Adds the client, which makes the database too; the signing key is made at the first start. */
  static AuthorityUnderTest prepare(JavaHome java, Path jar, List<String> jvmOptions, Path folder) {
    int port = ServerCommand.freePort();
    Map<String, String> environment =
        Map.of(
            "SIGNET_LISTEN_PORT", String.valueOf(port),
            "SIGNET_STORAGE_FILE", folder.resolve("signet.db").toString(),
            "SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString());
    List<String> arguments = ServerCommand.with(jvmOptions, "-jar", jar.toString(), "serve");
    ServerCommand command =
        new ServerCommand(
            "authority", arguments, environment, port, folder.resolve("authority.log"));
    return new AuthorityUnderTest(command, addClient(java, jar, environment));
  }

  private static String addClient(JavaHome java, Path jar, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(
            java.command(),
            "-jar",
            jar.toString(),
            "clients",
            "add",
            CLIENT,
            "--audience",
            "orders",
            "--scope",
            "orders.read",
            "--json");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        JsonNode answer = new JsonMapper().readTree(new String(out.readAllBytes(), UTF_8));
        return answer.required("client_secret").asText();
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("the authority's command line did not add a client", e);
    }
  }
}
