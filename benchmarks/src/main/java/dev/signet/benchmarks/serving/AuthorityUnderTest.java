package dev.signet.benchmarks.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An authority with its data in a folder of its own and one client; made by its own command line.
 *
 * @param java runs it
 * @param command starts it
 * @param secret of the client
 */
public record AuthorityUnderTest(JavaHome java, ServerCommand command, String secret) {
  /** The client. */
  public static final String CLIENT = "billing";

  /** For whom the client's tokens are. */
  public static final String AUDIENCE = "orders";

  private static final String DATABASE = "SIGNET_STORAGE_FILE";

  /**
   * Adds the client, which makes the database too; the signing key is made at the first start.
   *
   * @param settings where it keeps records and keys, by the names of the environment variables
   */
  static AuthorityUnderTest prepare(
      JavaHome java, Path jar, List<String> jvmOptions, Path folder, Map<String, String> settings) {
    int port = ServerCommand.freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("SIGNET_LISTEN_PORT", String.valueOf(port));
    environment.putAll(settings);
    List<String> arguments = ServerCommand.with(jvmOptions, "-jar", jar.toString(), "serve");
    ServerCommand command =
        new ServerCommand(
            "authority", null, arguments, environment, port, folder.resolve("authority.log"));
    return new AuthorityUnderTest(java, command, addClient(java, jar, environment));
  }

  /** What makes it keep everything in files of a folder. */
  public static Map<String, String> embedded(Path folder) {
    return Map.of(
        DATABASE,
        folder.resolve("signet.db").toString(),
        "SIGNET_KEYS_DIRECTORY",
        folder.resolve("keys").toString());
  }

  /** The same with more settings, by the names of their environment variables. */
  public AuthorityUnderTest with(Map<String, String> settings) {
    return new AuthorityUnderTest(java, command.with(settings), secret);
  }

  /** Another node of it: the same database, keys and consumers, and a port of its own. */
  public AuthorityUnderTest anotherNode() {
    return new AuthorityUnderTest(java, command.onFreePort("another node"), secret);
  }

  /** The {@code iss} of its tokens, which is its address. */
  public String issuer() {
    return "http://127.0.0.1:" + command.port();
  }

  /** The file of its database. */
  public Path database() {
    return Path.of(Objects.requireNonNull(command.environment().get(DATABASE)));
  }

  /**
   * Starts it, and waits for its first token.
   *
   * @param core the only core it may run on; empty leaves it to the system
   */
  public ServerProcess start(OptionalInt core) throws IOException, InterruptedException {
    ServerProcess process = ServerProcess.start(java, core, command);
    try {
      process.awaitFirst(TokenRequest.to("/token", secret));
      return process;
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static String addClient(JavaHome java, Path jar, Map<String, String> environment) {
    List<String> words =
        ServerCommand.with(
            List.of(java.command(), "-jar", jar.toString()),
            "clients",
            "add",
            CLIENT,
            "--audience",
            AUDIENCE,
            "--scope",
            "orders.read",
            "--provides",
            AUDIENCE,
            "--json");
    return text(run(words, environment, ""), "client_secret");
  }

  /**
   * Does something by the command line of the authority, beside it.
   *
   * @param input what it reads
   * @param verb and its arguments
   * @return what it prints
   */
  public String operate(String input, String... verb) {
    List<String> arguments = command.arguments();
    List<String> serve = ServerCommand.with(List.of(java.command()), arguments);
    return run(
        ServerCommand.with(serve.subList(0, serve.size() - 1), verb), command.environment(), input);
  }

  /** A member of an object that the command line printed. */
  public static String text(String json, String member) {
    try {
      return new JsonMapper().readTree(json).required(member).asText();
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalStateException("the authority's command line failed: " + json, e);
    }
  }

  private static String run(List<String> words, Map<String, String> environment, String input) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      }
      try (InputStream out = process.getInputStream()) {
        return new String(out.readAllBytes(), UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
