package dev.signet.benchmarks.restart;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One start.
 *
 * @param millis from starting the process to its word that it is done
 * @param ownMillis of that, what the program's own work took by its own clock
 */
record Started(double millis, double ownMillis) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;

  /**
   * Starts a program and waits for its end.
   *
   * @throws IllegalStateException if it fails
   */
  static Started run(String java, List<String> jvmOptions, Program program)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(java));
    words.addAll(jvmOptions);
    words.addAll(program.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    long begin = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      Started started = from(out.readLine(), System.nanoTime() - begin);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(program.name() + " failed: " + String.join(" ", words));
      }
      return started;
    }
  }

  /** Reads the line in which a program says how many microseconds its work took. */
  static Started from(@Nullable String line, long nanos) {
    if (line == null || !line.matches("\\d{1,12}")) {
      throw new IllegalStateException("the program did not say that it was done, but: " + line);
    }
    return new Started(nanos / NANOS_PER_MILLI, Long.parseLong(line) / MICROS_PER_MILLI);
  }
}
