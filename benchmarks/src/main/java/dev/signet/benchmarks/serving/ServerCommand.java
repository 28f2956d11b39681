package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one server is started.
 *
 * @param name what the tables call it
 * @param script is run in place of {@code java}, which it finds by {@code JAVA_HOME}; null is none
 * @param arguments for {@code java}, or for the script
 * @param environment added to this process's own
 * @param port where it will listen, on the loopback address
 * @param log takes its output
 */
public record ServerCommand(
    String name,
    @Nullable Path script,
    List<String> arguments,
    Map<String, String> environment,
    int port,
    Path log) {
  /** Copies the parts. */
  public ServerCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** The floors; from the jar that this program runs from. */
  static ServerCommand floor(List<String> jvmOptions, Path folder) {
    int port = freePort();
    List<String> arguments =
        with(
            jvmOptions,
            "-cp",
            System.getProperty("java.class.path"),
            FloorServer.class.getName(),
            String.valueOf(port));
    return new ServerCommand("floor", null, arguments, Map.of(), port, folder.resolve("floor.log"));
  }

  static List<String> with(List<String> jvmOptions, String... arguments) {
    return with(jvmOptions, List.of(arguments));
  }

  static List<String> with(List<String> first, List<String> then) {
    return Stream.concat(first.stream(), then.stream()).toList();
  }

  /** The same with more of an environment. */
  ServerCommand with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    return new ServerCommand(name, script, arguments, all, port, log);
  }

  /** The same under another name. */
  ServerCommand named(String another) {
    return new ServerCommand(another, script, arguments, environment, port, log);
  }

  /** The same by a script. */
  ServerCommand by(Path another, List<String> words) {
    return new ServerCommand(name, another, words, environment, port, log);
  }

  /** The same with one more option, of {@code java}. */
  ServerCommand withOption(String option) {
    return new ServerCommand(
        name, script, with(List.of(option), arguments), environment, port, log);
  }

  /** What is run. */
  List<String> words(JavaHome java) {
    return with(List.of(script == null ? java.command() : script.toString()), arguments);
  }

  /** The same on another port, under another name. */
  ServerCommand onFreePort(String name) {
    int port = freePort();
    Map<String, String> all = new HashMap<>(environment);
    all.put("SIGNET_LISTEN_PORT", String.valueOf(port));
    return new ServerCommand(
        name, script, arguments, all, port, log.resolveSibling(name.replace(' ', '-') + ".log"));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
