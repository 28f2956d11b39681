package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What both measurements of servers are told. */
final class ServerOptions {
  @Option(
      names = "--java",
      paramLabel = "JAVA_HOME",
      description = "a JDK for the servers; may be repeated (default: the one of this program)")
  private List<Path> javaHomes = new ArrayList<>();

  @Mixin private AuthorityOptions started = new AuthorityOptions();

  @Option(names = "--connections", defaultValue = "64", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  List<JavaHome> javas() {
    return javaHomes.isEmpty()
        ? List.of(JavaHome.current())
        : javaHomes.stream().map(JavaHome::new).toList();
  }

  OptionalInt core() {
    return started.core();
  }

  LoadGenerator generator() {
    return new LoadGenerator(connections);
  }

  /** A new authority with its data in a folder of that JDK's version. */
  AuthorityUnderTest authority(JavaHome java) {
    return started.authority(java, java.version());
  }

  /** Both with archives of their classes. */
  List<ServerCommand> archived(AuthorityUnderTest authority, byte[] request)
      throws IOException, InterruptedException {
    return started.archived(authority, request);
  }

  ServerCommand floor() {
    return started.floor();
  }
}
