package dev.signet.authority.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a command sees of the world.
 *
 * @param clock the time
 * @param environment the environment variables
 * @param in standard input
 * @param out standard output, flushed by line: results alone
 * @param err standard error, flushed by line: what went wrong
 * @param pause lets so much time pass
 */
public record Terminal(
    Clock clock,
    Map<String, String> environment,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    Consumer<Duration> pause) {

  /** Prints one result as JSON on a line. */
  public void json(Map<String, ?> object) {
    out.println(new String(Json.bytes(object), UTF_8));
  }

  /**
   * The first line of standard input.
   *
   * @throws IllegalArgumentException if there is none
   */
  public String readLine() {
    try {
      String line = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
      return Optional.ofNullable(line)
          .orElseThrow(() -> new IllegalArgumentException("standard input is empty"));
    } catch (IOException e) {
      throw new IllegalArgumentException("standard input cannot be read", e);
    }
  }
}
