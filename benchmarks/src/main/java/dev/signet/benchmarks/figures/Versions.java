package dev.signet.benchmarks.figures;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What took part, in which version: a figure without it cannot be repeated. */
public final class Versions {
  private Versions() {}

  /** The JDK that runs this, and every library that the build put in; in one line. */
  public static String line() {
    Properties versions = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      versions.load(Objects.requireNonNull(in, "versions.properties"));
    } catch (IOException e) {
      throw new IllegalStateException("the jar of this program cannot be read", e);
    }
    return new TreeSet<>(versions.stringPropertyNames())
        .stream()
            .map(name -> name + ' ' + versions.getProperty(name))
            .collect(
                Collectors.joining(" · ", "JDK " + System.getProperty("java.version") + " · ", ""));
  }
}
