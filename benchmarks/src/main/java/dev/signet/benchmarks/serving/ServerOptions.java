package dev.signet.benchmarks.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both measurements of servers are told. */
final class ServerOptions {
  @Option(
      names = "--java",
      paramLabel = "JAVA_HOME",
      description = "a JDK for the servers; may be repeated (default: the one of this program)")
  private List<Path> javaHomes = new ArrayList<>();

  @Option(
      names = "--jvm-option",
      description = "for the servers' JVM, such as -Xmx128m; repeatable")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--core",
      description = "the only core the servers may run on, by taskset (default: any)")
  private @Nullable Integer core;

  @Option(
      names = "--authority-jar",
      defaultValue = "authority-server/target/authority-server.jar",
      description = "the authority (default: ${DEFAULT-VALUE})")
  private Path authorityJar = Path.of("authority-server.jar");

  @Option(
      names = "--data",
      defaultValue = ".",
      description = "an empty folder for databases, keys and logs; the disk counts")
  private Path data = Path.of(".");

  @Option(names = "--connections", defaultValue = "64", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  List<JavaHome> javas() {
    return javaHomes.isEmpty()
        ? List.of(JavaHome.current())
        : javaHomes.stream().map(JavaHome::new).toList();
  }

  OptionalInt core() {
    return core == null ? OptionalInt.empty() : OptionalInt.of(core);
  }

  LoadGenerator generator() {
    return new LoadGenerator(connections);
  }

  /** A new authority with its data in a folder of that JDK's version. */
  AuthorityUnderTest authority(JavaHome java) {
    return AuthorityUnderTest.prepare(java, authorityJar, jvmOptions, data.resolve(java.version()));
  }

  ServerCommand floor() {
    return ServerCommand.floor(jvmOptions, data);
  }
}
