package dev.signet.benchmarks.serving;

import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.LoadGenerator;
import java.io.IOException;
import java.time.Duration;

/**
 * One round of load on one server.
 *
 * @param answers how many, all of them 200
 * @param perSecond answers
 * @param medianMillis until half of them had come
 * @param p99Millis until 99 of 100 had come
 * @param cpuMicros of the server, per answer
 */
public record Round(
    long answers, double perSecond, double medianMillis, double p99Millis, double cpuMicros) {
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * Puts load on a server until it has spent so much processor time: by its own time, as a compiler
   * that is starved by others needs longer on the wall.
   *
   * @throws IllegalStateException if any answer is not 200
   */
  public static void warmUp(LoadGenerator generator, Target target, Duration cpuTime)
      throws IOException {
    Duration until = target.process().cpuTime().plus(cpuTime);
    while (target.process().cpuTime().compareTo(until) < 0) {
      run(generator, target, Duration.ofSeconds(1));
    }
  }

  /**
   * Puts load on a server for about that long, or until there is no more to ask.
   *
   * @throws IllegalStateException if any answer is not 200
   */
  public static Round run(LoadGenerator generator, Target target, Duration time)
      throws IOException {
    Duration before = target.process().cpuTime();
    Load load = generator.run(target.process().address(), target.requests(), time).requireAllGood();
    Duration cpu = target.process().cpuTime().minus(before);
    return new Round(
        load.good().count(),
        load.perSecond(),
        load.good().percentileMillis(0.5),
        load.good().percentileMillis(0.99),
        cpu.toNanos() / NANOS_PER_MICRO / load.good().count());
  }
}
