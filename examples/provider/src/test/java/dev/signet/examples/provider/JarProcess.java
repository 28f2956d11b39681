package dev.signet.examples.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A packaged jar in a process of its own.
 *
 * @param process the process
 * @param log what it wrote, to standard output and standard error
 */
record JarProcess(Process process, Path log) implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final int MOST_LOOKS = 6_000;

  /** Starts a jar; does not wait for it. */
  static JarProcess start(Path jar, Map<String, String> environment, String... arguments) {
    return run(Stream.concat(Stream.of("-jar", jar.toString()), Stream.of(arguments)), environment);
  }

  /** Starts a class of a jar; does not wait for it. */
  static JarProcess startClass(Path jar, String main, Map<String, String> environment) {
    return run(Stream.of("-cp", jar.toString(), main), environment);
  }

  private static JarProcess run(Stream<String> what, Map<String, String> environment) {
    List<String> command =
        // The flags trade speed later for speed now.
        Stream.concat(Stream.of(JAVA.toString(), "-XX:TieredStopAtLevel=1"), what).toList();
    try {
      Path log = Files.createTempFile("process", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SIGNET_"));
      builder.environment().putAll(environment);
      return new JarProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it ends by itself, and returns what it wrote. */
  String output() {
    until("the command ends", () -> !process.isAlive());
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM, and waits until it is gone. */
  void stop() {
    process.destroy();
    until("the process is gone", () -> !process.isAlive());
  }

  /** Returns once the condition holds; fails the test after about a minute. */
  static void until(String what, BooleanSupplier condition) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause();
    }
    throw new AssertionError("waited in vain until " + what);
  }

  /** The one place where the test lets time pass. */
  static void pause() {
    LockSupport.parkNanos(MILLISECONDS.toNanos(10));
  }

  /** A port of loopback on which nobody listens. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    until("the process is gone", () -> !process.isAlive());
    Files.delete(log);
  }
}
