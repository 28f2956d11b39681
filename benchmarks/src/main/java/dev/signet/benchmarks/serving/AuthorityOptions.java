package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the authority, or a floor beside it, is started. */
public final class AuthorityOptions {
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

  /** The only core that servers may run on; empty leaves it to the system. */
  public OptionalInt core() {
    return core == null ? OptionalInt.empty() : OptionalInt.of(core);
  }

  /** A new authority with its data in a folder of this name. */
  public AuthorityUnderTest authority(JavaHome java, String folder) {
    return authority(java, folder, AuthorityUnderTest.embedded(folder(folder)));
  }

  /**
   * A new authority, its log in a folder of this name.
   *
   * @param settings where it keeps records and keys, by the names of the environment variables
   */
  public AuthorityUnderTest authority(JavaHome java, String folder, Map<String, String> settings) {
    return AuthorityUnderTest.prepare(
        java, authorityJar, jvmOptions, data.resolve(folder), settings);
  }

  /** An empty folder on the disk that counts. */
  public Path folder(String name) {
    return data.resolve(name);
  }

  /**
   * The same servers with archives of their classes.
   *
   * @param request asks the floor for a token
   */
  List<ServerCommand> archived(AuthorityUnderTest authority, byte[] request)
      throws IOException, InterruptedException {
    JavaHome java = authority.java();
    Archived archived = Archived.in(data.resolve("archives-" + java.version()), java, jvmOptions);
    return List.of(
        archived.authority(authority.command(), authorityJar), archived.floor(floor(), request));
  }

  /** The floors beside it. */
  public ServerCommand floor() {
    return ServerCommand.floor(jvmOptions, data);
  }
}
