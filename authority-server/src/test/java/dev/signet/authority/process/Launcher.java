package dev.signet.authority.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The script that starts the authority and its command line.
 *
 * @param script where it is
 * @param jar what it runs
 */
record Launcher(Path script, Path jar) {
  /** The one of the sources, with what the build made. */
  static Launcher built() {
    return new Launcher(
        Path.of(System.getProperty("signet.authority.launcher", "")),
        Path.of(System.getProperty("signet.authority.jar", "")));
  }

  /** A copy as it would be installed, with the archive of the build. */
  Launcher copiedTo(Path folder) throws IOException {
    Launcher copy =
        new Launcher(folder.resolve("signet"), folder.resolve(jar.getFileName().toString()));
    copy(script, copy.script);
    // The archive names its jar: only another name of the same file is as good.
    Files.createSymbolicLink(copy.jar, jar);
    copy(archive(), copy.archive());
    copy(length(), copy.length());
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  Path archive() {
    return jar.resolveSibling("authority-server.jsa");
  }

  Path length() {
    return jar.resolveSibling("authority-server.jsa.bytes");
  }

  /**
   * A process to start.
   *
   * @param settings the only variables that the authority reads
   * @param options for its JVM
   */
  ProcessBuilder command(Map<String, String> settings, String options, String... arguments) {
    List<String> words = Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeIf(name -> name.startsWith("SIGNET_"));
    builder.environment().putAll(settings);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS", options);
    return builder;
  }

  /** Runs a verb to its end. */
  Outcome run(Map<String, String> settings, String options, String... arguments)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("launcher", ".err");
    try {
      Process process =
          command(settings, options, arguments).redirectError(errors.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Outcome(process.waitFor(), out, Files.readString(errors));
    } finally {
      Files.delete(errors);
    }
  }

  /**
   * What came of it.
   *
   * @param exitCode of the process
   * @param out standard output
   * @param err standard error
   */
  record Outcome(int exitCode, String out, String err) {}
}
