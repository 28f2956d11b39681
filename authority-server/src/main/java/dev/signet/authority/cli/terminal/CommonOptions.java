package dev.signet.authority.cli.terminal;

import dev.signet.authority.config.AuthorityConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb. */
final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "the configuration file; also SIGNET_CONFIG. Without one: the development profile")
  private @Nullable Path config;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "the PostgreSQL database, jdbc:postgresql://HOST/NAME; also storage.database. Without"
              + " one: the file of storage.file")
  private @Nullable String database;

  @Option(names = "--json", description = "print the result as JSON, one object a line")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  private boolean help;

  boolean json() {
    return json;
  }

  boolean helpAsked() {
    return help;
  }

  /**
   * Reads the configuration.
   *
   * @throws dev.signet.authority.config.ConfigException with every fault
   */
  AuthorityConfig config(Map<String, String> environment) {
    Path file = config;
    if (file == null && !environment.getOrDefault("SIGNET_CONFIG", "").isEmpty()) {
      file = Path.of(environment.get("SIGNET_CONFIG"));
    }
    Map<String, String> settings = new HashMap<>(environment);
    if (database != null) {
      settings.put("SIGNET_STORAGE_DATABASE", database);
    }
    return AuthorityConfig.read(file, settings);
  }
}
