package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.serving.Round;
import dev.signet.benchmarks.serving.Target;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much load is put on. */
final class LoadOptions {
  @Option(names = "--connections", defaultValue = "64", description = "default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--warm-up",
      defaultValue = "25",
      description = "processor seconds of each server before it counts (${DEFAULT-VALUE})")
  private int warmUpSeconds;

  /** Keeps that many connections busy. */
  LoadGenerator generator() {
    return new LoadGenerator(connections);
  }

  /** Lets a server compile what it is asked for. */
  void warmUp(Target target) throws IOException {
    Round.warmUp(generator(), target, Duration.ofSeconds(warmUpSeconds));
  }
}
