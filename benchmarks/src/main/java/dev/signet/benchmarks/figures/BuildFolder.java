package dev.signet.benchmarks.figures;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the build has put this program and what lies beside it. */
public final class BuildFolder {
  private BuildFolder() {}

  /** The folder that holds the classes, or the jar that they were packed into. */
  public static Path get() {
    try {
      return Path.of(BuildFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling("");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has a strange address", e);
    }
  }
}
