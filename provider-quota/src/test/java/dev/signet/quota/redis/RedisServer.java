package dev.signet.quota.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.signet.quota.Waiting;
import io.lettuce.core.RedisURI;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Redis of a test, which can be killed, stopped and started again at the same address. */
public final class RedisServer implements AutoCloseable {
  private final String program;
  private final Path folder;
  private final int port;
  private Process process;

  private RedisServer(String program, Path folder, int port) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    this.process = launch();
  }

  /** Starts one that keeps nothing on the disk; skips the test where there is none. */
  public static RedisServer start(Path folder) throws IOException {
    Optional<String> program = find();
    assumeTrue(program.isPresent(), "skipped: needs redis-server on the path");
    RedisServer server = new RedisServer(program.orElseThrow(), folder, freePort());
    // Who else asks for a free port may be given the same.
    while (!server.isThere()) {
      server = new RedisServer(program.orElseThrow(), folder, freePort());
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Whether it answers; false if it ended, as it does where its port is taken. */
  private boolean isThere() {
    Waiting.until("Redis answers or ends", () -> !process.isAlive() || answers());
    return process.isAlive();
  }

  private static Optional<String> find() {
    return Stream.of(
            System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator), -1))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private Process launch() {
    String[] command = {
      program,
      "--port",
      Integer.toString(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder.toString()
    };
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  RedisURI address() {
    return RedisURI.Builder.redis("127.0.0.1", port).withTimeout(Duration.ofSeconds(5)).build();
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** SIGKILL, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    Waiting.until("Redis is gone", () -> !process.isAlive());
  }

  /** Comes back after a kill, with nothing in it. */
  void restart() {
    do {
      process = launch();
    } while (!isThere());
  }

  /** Stands still with its connections open, or goes on. */
  void stop(boolean still) throws IOException, InterruptedException {
    String signal = still ? "-STOP" : "-CONT";
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    kill();
  }
}
