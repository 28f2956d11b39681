package dev.signet.authority.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.MutableClock;
import dev.signet.authority.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types commands on a terminal of its own, over one folder and a clock that is moved by hand. */
final class Shell {
  static final String ISSUER = "http://localhost:8080";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final Map<String, String> environment = new HashMap<>();

  private final Deque<Runnable> steps = new ArrayDeque<>();

  Shell(Path folder) {
    environment.put("SIGNET_STORAGE_FILE", folder.resolve("signet.db").toString());
    environment.put("SIGNET_KEYS_DIRECTORY", folder.resolve("keys").toString());
    environment.put("SIGNET_ISSUER", ISSUER);
    environment.put("SIGNET_LISTEN_PORT", "0");
    environment.put("SIGNET_PASSWORDS_MEMORY_KIB", "1024");
    environment.put("SIGNET_PASSWORDS_ITERATIONS", "1");
  }

  /** Runs a step after each pause of a command, one after the other. */
  Shell whenPaused(Runnable... more) {
    steps.addAll(List.of(more));
    return this;
  }

  private void pause(Duration time) {
    clock.advance(time);
    Optional.ofNullable(steps.poll()).ifPresent(Runnable::run);
  }

  /** What came of a command. */
  record Outcome(int exitCode, String out, String err) {
    /** The lines of standard output, each of which must be one JSON object. */
    List<JsonNode> objects() {
      return out.lines().map(Shell::object).toList();
    }

    /** The one JSON object on standard output. */
    JsonNode onlyObject() {
      assertThat(objects()).as(this::toString).hasSize(1);
      return objects().get(0);
    }
  }

  /** Sets an environment variable for the commands to come. */
  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  MutableClock clock() {
    return clock;
  }

  Outcome run(String... arguments) {
    return runOn("", arguments);
  }

  Outcome runOn(String standardInput, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            clock,
            environment,
            new ByteArrayInputStream(standardInput.getBytes(UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            this::pause);
    int exitCode = CommandTree.run(terminal, arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  /** Runs a command that must succeed. */
  Outcome succeed(String... arguments) {
    Outcome outcome = run(arguments);
    assertThat(outcome.exitCode()).as(outcome::toString).isZero();
    return outcome;
  }

  static JsonNode object(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      assertThat(node.isObject()).as(line).isTrue();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }
}
