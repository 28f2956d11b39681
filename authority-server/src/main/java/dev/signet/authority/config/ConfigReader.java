package dev.signet.authority.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads typed settings and collects every fault, so that a user sees all of them at once. */
final class ConfigReader {
  private final ConfigSource source;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> patterns = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  ConfigReader(ConfigSource source) {
    this.source = source;
  }

  Optional<String> find(String key) {
    known.add(key);
    return source.find(key);
  }

  /** Whether it is set, whatever to. */
  boolean isSet(String key) {
    return source.find(key).isPresent();
  }

  String text(String key, String defaultValue) {
    return find(key).orElse(defaultValue);
  }

  Path path(String key, Path defaultValue) {
    return findPath(key).orElse(defaultValue);
  }

  Optional<Path> findPath(String key) {
    return find(key).flatMap(text -> parsePath(key, text));
  }

  private Optional<Path> parsePath(String key, String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      fault(key, "is not a path");
      return Optional.empty();
    }
  }

  int integer(String key, int defaultValue, int min, int max) {
    Optional<String> text = find(key);
    if (text.isEmpty()) {
      return defaultValue;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the fault, which says what a right value looks like.
    }
    fault(key, "is not a whole number from " + min + " to " + max);
    return defaultValue;
  }

  boolean flag(String key, boolean defaultValue) {
    Optional<String> text = find(key);
    if (text.isPresent() && !Set.of("true", "false").contains(text.get())) {
      fault(key, "is not true or false");
    }
    return text.map(Boolean::parseBoolean).orElse(defaultValue);
  }

  /** One of the values of an enum, whose names users write in lower case and with dashes. */
  <E extends Enum<E>> E choice(String key, E defaultValue) {
    String name = text(key, written(defaultValue));
    E[] values = defaultValue.getDeclaringClass().getEnumConstants();
    Optional<E> choice =
        Arrays.stream(values).filter(value -> written(value).equalsIgnoreCase(name)).findFirst();
    if (choice.isEmpty()) {
      fault(key, "is not " + alternatives(Arrays.stream(values).map(ConfigReader::written)));
    }
    return choice.orElse(defaultValue);
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Words as a sentence lists them: the last after an "or". */
  static String alternatives(Stream<String> words) {
    return words.collect(Collectors.joining(", ")).replaceFirst(", ([\\w-]+)$", " or $1");
  }

  Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
    return findDuration(key, min, max).orElse(defaultValue);
  }

  Optional<Duration> findDuration(String key, Duration min, Duration max) {
    Optional<String> text = find(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> value =
        Durations.parse(text.get()).filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0);
    if (value.isEmpty()) {
      fault(
          key,
          String.format(
              Locale.ROOT,
              "is not a duration from %s to %s, such as 90s, 15m, 12h or PT15M",
              min,
              max));
    }
    return value;
  }

  /**
   * The settings {@code section.NAME.setting} of the file, by their names; no variable can set
   * them, as a name may have any characters.
   */
  Map<String, String> named(String section, String setting) {
    patterns.add(section + ".NAME." + setting);
    Map<String, String> found = source.named(section + '.', '.' + setting);
    found.values().removeIf(String::isEmpty);
    found.keySet().forEach(name -> known.add(section + '.' + name + '.' + setting));
    return found;
  }

  /** The names whose {@code section.NAME.setting} is in the file, if only as an empty list. */
  Set<String> names(String section, String setting) {
    patterns.add(section + ".NAME." + setting);
    Set<String> names = source.named(section + '.', '.' + setting).keySet();
    names.forEach(name -> known.add(section + '.' + name + '.' + setting));
    return names;
  }

  /** Several values: a YAML list, or one text with spaces or commas between them. */
  List<String> words(String key) {
    return split(find(key).orElse(""));
  }

  /** The words of a text that has spaces or commas between them. */
  static List<String> split(String text) {
    return Arrays.stream(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * A secret, from its environment variable or from the file that {@code <key>File} names; never
   * from the configuration file itself.
   */
  Optional<String> secret(String key) {
    known.add(key);
    Optional<Path> file = findPath(key + "File");
    if (source.isInFile(key)) {
      fault(
          key, "is a secret: name a file in " + key + "File, or set " + ConfigSource.variable(key));
    }
    Optional<String> value = source.findInEnvironment(key);
    if (value.isPresent() && file.isPresent()) {
      String variable = ConfigSource.variable(key);
      faults.add(key + " is set twice: by " + variable + " and by " + key + "File; remove one");
    }
    return value.or(() -> file.flatMap(path -> readSecret(key + "File", path)));
  }

  /**
   * Whether neither a secret nor its file was named; a file that is named but holds no secret is a
   * fault of its own already.
   */
  boolean lacksSecret(String key) {
    return source.findInEnvironment(key).isEmpty() && find(key + "File").isEmpty();
  }

  private Optional<String> readSecret(String key, Path file) {
    try {
      String secret = Files.readString(file, UTF_8).strip();
      if (!secret.isEmpty()) {
        return Optional.of(secret);
      }
      fault(key, "names an empty file: " + file);
    } catch (IOException e) {
      fault(key, "names a file that cannot be read: " + file);
    }
    return Optional.empty();
  }

  /** The settings that were asked for so far; those with a free name as NAME. */
  Set<String> known() {
    Set<String> all = new TreeSet<>(known);
    all.addAll(patterns);
    return all;
  }

  /** Takes down what is wrong with a setting, and the variable if that is what sets it. */
  void fault(String key, String problem) {
    boolean byVariable = source.findInEnvironment(key).isPresent();
    String where = byVariable ? " (set by " + ConfigSource.variable(key) + ")" : "";
    faults.add(key + ' ' + problem + where);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException if anything was at fault or is not a setting
   */
  void finish() {
    for (String name : source.unknown(known)) {
      faults.add(name + " is not a setting; remove it. The settings are: " + similar(name));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }

  /** The settings of the same section; all sections if there is no such. */
  private String similar(String name) {
    String section = name.contains(".") ? name.substring(0, name.indexOf('.') + 1) : "";
    List<String> near =
        known().stream().filter(key -> !section.isEmpty() && key.startsWith(section)).toList();
    return String.join(", ", near.isEmpty() ? known() : near);
  }
}
