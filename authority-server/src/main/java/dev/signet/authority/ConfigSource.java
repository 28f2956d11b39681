package dev.signet.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

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
    Map<String, String> settings = new LinkedHashMap<>();
    if (yaml != null) {
      flatten("", parse(yaml), settings);
    }
    Map<String, String> ours = new TreeMap<>(environment);
    ours.keySet().removeIf(name -> !name.startsWith(PREFIX) || NOT_SETTINGS.contains(name));
    return new ConfigSource(settings, ours);
  }

  Optional<String> find(String key) {
    return findInEnvironment(key).or(() -> Optional.ofNullable(file.get(key)));
  }

  Optional<String> findInEnvironment(String key) {
    return Optional.ofNullable(environment.get(variable(key))).filter(value -> !value.isEmpty());
  }

  boolean isInFile(String key) {
    return file.containsKey(key);
  }

  /** What is set but is no setting, as the user wrote it. */
  Set<String> unknown(Set<String> known) {
    Set<String> unknown = new TreeSet<>(file.keySet());
    unknown.removeAll(known);
    List<String> variables = known.stream().map(ConfigSource::variable).toList();
    environment.keySet().stream().filter(name -> !variables.contains(name)).forEach(unknown::add);
    return unknown;
  }

  static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static @Nullable Object parse(Path yaml) {
    try {
      String text = Files.readString(yaml, UTF_8);
      LoadSettings strict =
          LoadSettings.builder().setLabel(yaml.toString()).setAllowDuplicateKeys(false).build();
      return new Load(strict).loadFromString(text);
    } catch (IOException e) {
      throw new ConfigException(List.of(yaml + " cannot be read: " + e.getMessage()));
    } catch (YamlEngineException e) {
      throw new ConfigException(List.of(yaml + " is not YAML: " + e.getMessage()));
    }
  }

  private static void flatten(String path, @Nullable Object node, Map<String, String> settings) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              flatten(path.isEmpty() ? "" + name : path + '.' + name, value, settings));
    } else if (path.isEmpty() && node != null) {
      throw new ConfigException(List.of("the configuration must be a YAML mapping of settings"));
    } else if (node != null) {
      settings.put(path, node.toString());
    }
  }
}
