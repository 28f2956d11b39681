package dev.signet.authority.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The raw settings: one YAML file, each value overridden by an environment variable.
 *
 * <p>The variable of {@code tokens.longestLifetime} is {@code SIGNET_TOKENS_LONGEST_LIFETIME}.
 */
final class ConfigSource {
  private static final String PREFIX = "SIGNET_";

  /** Variables of the same prefix that are not settings. */
  private static final Set<String> NOT_SETTINGS = Set.of("SIGNET_CONFIG");

  private final Map<String, String> file;
  private final Map<String, String> environment;

  private ConfigSource(Map<String, String> file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads the file, if there is one.
   *
   * @throws ConfigException if it cannot be read or is not a YAML mapping
   */
  static ConfigSource read(@Nullable Path yaml, Map<String, String> environment) {
    Map<String, String> settings = yaml == null ? Map.of() : YamlFile.read(yaml);
    Map<String, String> ours = new TreeMap<>(environment);
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX) || NOT_SETTINGS.contains(name));
    return new ConfigSource(settings, ours);
  }

  Optional<String> find(String key) {
    return findInEnvironment(key)
        .or(() -> Optional.ofNullable(file.get(key)).filter(value -> !value.isEmpty()));
  }

  Optional<String> findInEnvironment(String key) {
    return Optional.ofNullable(environment.get(variable(key))).filter(value -> !value.isEmpty());
  }

  /** The values of the file whose keys begin and end so, empty ones too, by what is between. */
  Map<String, String> named(String start, String end) {
    Map<String, String> named = new TreeMap<>();
    file.forEach(
        (key, value) -> {
          boolean fits = key.startsWith(start) && key.endsWith(end);
          if (fits && key.length() > start.length() + end.length()) {
            named.put(key.substring(start.length(), key.length() - end.length()), value);
          }
        });
    return named;
  }

  boolean isInFile(String key) {
    return file.containsKey(key);
  }

  /** What is set but is no setting, as the user wrote it. */
  Set<String> unknown(Set<String> known) {
    Set<String> unknown = new TreeSet<>(file.keySet());
    unknown.removeAll(known);
    unknown.removeIf(name -> isEmptySection(name, known));
    List<String> variables = known.stream().map(ConfigSource::variable).toList();
    environment.keySet().stream().filter(name -> !variables.contains(name)).forEach(unknown::add);
    return unknown;
  }

  /** A section whose settings are all commented out. */
  private boolean isEmptySection(String name, Set<String> known) {
    return String.valueOf(file.get(name)).isEmpty()
        && known.stream().anyMatch(key -> key.startsWith(name + '.'));
  }

  static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
