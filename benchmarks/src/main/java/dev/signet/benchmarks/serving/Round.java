package dev.signet.benchmarks.serving;

import java.io.IOException;
import java.time.Duration;

/**
 * One round of load on one server.
 *
 * @param perSecond answers, all of them 200
 * @param medianMillis until half of them had come
 * @param p99Millis until 99 of 100 had come
 * @param cpuMicros of the server, per answer
 */
record Round(double perSecond, double medianMillis, double p99Millis, double cpuMicros) {
  private static final double NANOS_PER_MICRO = 1e3;

  static Round run(LoadGenerator generator, Target target, Duration time) throws IOException {
    Duration before = target.process().cpuTime();
    Load load = generator.run(target.process().address(), target.request(), time);
    Duration cpu = target.process().cpuTime().minus(before);
    return new Round(
        load.perSecond(),
        load.latencies().percentileMillis(0.5),
        load.latencies().percentileMillis(0.99),
        cpu.toNanos() / NANOS_PER_MICRO / load.latencies().count());
  }
}
