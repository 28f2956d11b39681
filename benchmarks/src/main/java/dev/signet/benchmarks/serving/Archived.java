package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Servers that start with an archive of their classes, which the JDK that reads it has made.
 *
 * @param java that JDK
 * @param jvmOptions for the servers' JVM
 * @param folder takes the archives, and a copy of what they belong to
 */
record Archived(JavaHome java, List<String> jvmOptions, Path folder) {
  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

  /** As many as the authority's own training asks for. */
  private static final int TOKENS = 20;

  /** Makes the folder. */
  static Archived in(Path folder, JavaHome java, List<String> jvmOptions) throws IOException {
    Files.createDirectories(folder);
    return new Archived(java, jvmOptions, folder.toAbsolutePath());
  }

  /** The same authority by its script, from a copy of its jar. */
  ServerCommand authority(ServerCommand plain, Path jar) throws IOException, InterruptedException {
    Path script = folder.resolve("signet");
    Path source = jar.resolveSibling("../signet").normalize();
    Files.copy(source, script, StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(jar, folder.resolve("authority-server.jar"), StandardCopyOption.COPY_ATTRIBUTES);
    ProcessBuilder training = new ProcessBuilder(script.toString(), "archive-classes").inheritIO();
    training.environment().put(JavaHome.VARIABLE, java.folder().toString());
    if (training.start().waitFor() != 0) {
      throw new IllegalStateException("the authority made no archive of its classes");
    }
    return plain
        .by(script, List.of("serve"))
        .with(Map.of("JAVA_OPTS", String.join(" ", jvmOptions)))
        .named("authority, archive");
  }

  /** The same floor, trained alike. */
  ServerCommand floor(ServerCommand plain, byte[] request)
      throws IOException, InterruptedException {
    String archive = folder.resolve("floor.jsa").toString();
    String option =
        java.feature() < FIRST_JDK_WITH_AOT_CACHE ? "ArchiveClassesAtExit" : "AOTCacheOutput";
    ServerCommand training = plain.withOption("-XX:" + option + "=" + archive);
    try (ServerProcess process = ServerProcess.start(java, OptionalInt.empty(), training)) {
      for (int i = 0; i < TOKENS; i++) {
        process.awaitFirst(request);
      }
    }
    return plain.withOption("-XX:SharedArchiveFile=" + archive).named("floor, archive");
  }
}
