package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.Load;
import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.load.Requests;
import dev.signet.benchmarks.serving.ServerProcess;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One round of load on an authority and its database.
 *
 * @param perSecond answers, all of them 200
 * @param medianMillis until half of them had come
 * @param p99Millis until 99 of 100 had come
 * @param authorityMicros processor time of the authority, per answer
 * @param databaseMicros processor time of the database's own processes, per answer
 * @param writtenBytes what the database wrote, per answer
 */
record Sample(
    double perSecond,
    double medianMillis,
    double p99Millis,
    double authorityMicros,
    double databaseMicros,
    double writtenBytes) {
  private static final double NANOS_PER_MICRO = 1e3;

  /** Puts load on for about that long, or until there is no more to ask. */
  static Sample take(
      LoadGenerator generator,
      ServerProcess authority,
      Database database,
      Requests requests,
      Duration time)
      throws IOException, SQLException {
    Duration authorityBefore = authority.cpuTime();
    Duration databaseBefore = database.cpuTime();
    long writtenBefore = database.writtenBytes(authority.pid());
    Load load = generator.run(authority.address(), requests, time).requireAllGood();
    double answers = load.good().count();
    return new Sample(
        load.perSecond(),
        load.good().percentileMillis(0.5),
        load.good().percentileMillis(0.99),
        micros(authority.cpuTime().minus(authorityBefore)) / answers,
        micros(database.cpuTime().minus(databaseBefore)) / answers,
        (database.writtenBytes(authority.pid()) - writtenBefore) / answers);
  }

  private static double micros(Duration time) {
    return time.toNanos() / NANOS_PER_MICRO;
  }
}
