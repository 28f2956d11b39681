package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A configuration file: a YAML mapping of sections, flattened to {@code section.setting}. */
final class YamlFile {
  /** The settings that take several values; a name may have any characters. */
  private static final Pattern LISTS =
      Pattern.compile(
          "keys\\.algorithms|proxies\\.trusted|ldap\\.(audiences|scopes)|audiences\\..+\\.(claims|resources)"
              + "|exchange\\..+\\.(audiences|scopes)|assertions\\..+\\."
              + "(audience|algorithms|types|claims|clients|audiences|scopes)");

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private YamlFile() {}

  /**
   * Reads a file; a setting without a value is an empty text.
   *
   * @throws ConfigException if it cannot be read, is not a YAML mapping, or sets one thing twice
   */
  static Map<String, String> read(Path path) {
    if (!(parse(path, text(path)) instanceof Map<?, ?> root)) {
      throw new ConfigException(List.of(path + " must be a YAML mapping of settings"));
    }
    YamlFile file = new YamlFile();
    file.flatten("", root);
    if (!file.faults.isEmpty()) {
      throw new ConfigException(file.faults);
    }
    return file.settings;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path, UTF_8);
    } catch (NoSuchFileException e) {
      throw new ConfigException(List.of(path + " cannot be read: there is no such file"));
    } catch (CharacterCodingException e) {
      throw new ConfigException(List.of(path + " is not UTF-8: save it as UTF-8"));
    } catch (IOException e) {
      throw new ConfigException(List.of(path + " cannot be read: " + e));
    }
  }

  private static Object parse(Path path, String text) {
    LoadSettings strict =
        LoadSettings.builder().setLabel(path.toString()).setAllowDuplicateKeys(false).build();
    try {
      Object root = new Load(strict).loadFromString(text);
      return root == null ? Map.of() : root;
    } catch (YamlEngineException e) {
      throw new ConfigException(List.of(path + " is not YAML: " + e.getMessage()));
    }
  }

  private void flatten(String path, Map<?, ?> section) {
    section.forEach(
        (name, value) -> {
          String key = path.isEmpty() ? String.valueOf(name) : path + '.' + name;
          if (value instanceof Map<?, ?> nested) {
            flatten(key, nested);
          } else {
            put(key, value);
          }
        });
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
    return value == null ? "" : value.toString();
  }

  private void put(String key, @Nullable Object value) {
    if (value instanceof Iterable && !LISTS.matcher(key).matches()) {
      faults.add(key + " is a list: give one value");
    }
    if (settings.put(key, text(value)) != null) {
      faults.add(key + " is set twice, once by its section and once by its full name: remove one");
    }
  }
}
