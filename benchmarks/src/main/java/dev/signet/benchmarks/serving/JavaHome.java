package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** An installed JDK. */
public record JavaHome(Path folder) {
  /** The environment variable that names one. */
  static final String VARIABLE = "JAVA_HOME";

  /** The one that runs this program. */
  public static JavaHome current() {
    return new JavaHome(Path.of(System.getProperty("java.home")));
  }

  /** Its {@code java}. */
  public String command() {
    return folder.resolve("bin/java").toString();
  }

  /** The first number of its version, such as 17. */
  int feature() {
    return Integer.parseInt(version().split("\\.", 2)[0]);
  }

  /** The version that its {@code release} file tells, such as {@code 17.0.15}. */
  public String version() {
    Properties release = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve("release"), StandardCharsets.UTF_8)) {
      release.load(file);
    } catch (IOException e) {
      return folder.toString();
    }
    return release.getProperty("JAVA_VERSION", folder.toString()).replace("\"", "");
  }
}
