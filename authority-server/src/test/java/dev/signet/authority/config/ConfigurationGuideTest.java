package dev.signet.authority.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z0-9.]+)` \\|");

  @Test
  void everySettingHasARowInTheGuideAndEveryRowIsASetting() throws IOException {
    Set<String> rows =
        ROW.matcher(Files.readString(GUIDE))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows).isEqualTo(settings());
  }

  private static Set<String> settings() {
    ConfigReader reader = new ConfigReader(ConfigSource.read(null, Map.of()));
    ConfigSections.read(reader, Profile.DEVELOPMENT);
    Set<String> known = reader.known();
    Set<String> settings = new TreeSet<>(known);
    // A secret is one row; that a file may hold it is said once, below the table.
    settings.removeIf(key -> key.endsWith("File") && known.contains(key.replaceAll("File$", "")));
    return settings;
  }
}
