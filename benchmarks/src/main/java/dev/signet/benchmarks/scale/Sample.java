package dev.signet.benchmarks.scale;

import dev.signet.benchmarks.load.LoadGenerator;
import dev.signet.benchmarks.serving.Round;
import dev.signet.benchmarks.serving.Target;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/**
 * One round of load on an authority, and what its database did meanwhile.
 *
 * @param round what the authority did
 * @param databaseMicros processor time of the database's own processes, per answer
 * @param writtenBytes what the database wrote, per answer
 */
record Sample(Round round, double databaseMicros, double writtenBytes) {
  private static final double NANOS_PER_MICRO = 1e3;

  /** Puts load on for about that long, or until there is no more to ask. */
  static Sample take(LoadGenerator generator, Target authority, Database database, Duration time)
      throws IOException, SQLException {
    long pid = authority.process().pid();
    Duration cpuBefore = database.cpuTime();
    long writtenBefore = database.writtenBytes(pid);
    Round round = Round.run(generator, authority, time);
    double cpuMicros = database.cpuTime().minus(cpuBefore).toNanos() / NANOS_PER_MICRO;
    return new Sample(
        round,
        cpuMicros / round.answers(),
        (double) (database.writtenBytes(pid) - writtenBefore) / round.answers());
  }
}
