package dev.signet.benchmarks.revocation;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.serving.ServerProcess;
import dev.signet.benchmarks.storm.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What some streams cost an authority for a while.
 *
 * @param streams how many were open
 * @param revocations how many there were
 * @param time how long it lasted
 * @param cpu of the authority
 * @param bytes sent to all
 * @param last from the answer of each /revoke until the last stream had the change
 * @param mebibytes that the authority held at the end
 */
record StreamPhase(
    int streams,
    int revocations,
    Duration time,
    Duration cpu,
    long bytes,
    Latencies last,
    double mebibytes) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Takes one token back each second, as long as there are tokens. */
  static StreamPhase run(
      ServerProcess authority,
      AuthorityClient client,
      OpenStreams streams,
      List<String> tokens,
      Duration time)
      throws IOException, InterruptedException {
    long held = client.sequence();
    Duration cpu = authority.cpuTime();
    long bytes = streams.bytes();
    long start = System.nanoTime();
    List<Long> answered = new ArrayList<>();
    Pace pace = Pace.startingNow(1);
    for (String token : tokens) {
      pace.await(answered.size());
      client.revoke(token);
      answered.add(System.nanoTime());
    }
    pace.await(time.toSeconds());
    return new StreamPhase(
        streams.count(),
        tokens.size(),
        Duration.ofNanos(System.nanoTime() - start),
        authority.cpuTime().minus(cpu),
        streams.bytes() - bytes,
        last(streams, held, answered),
        authority.residentMebibytes());
  }

  /** A change may be on its way before its request is answered: that counts as no time at all. */
  private static Latencies last(OpenStreams streams, long held, List<Long> answered)
      throws InterruptedException {
    Latencies last = new Latencies();
    for (int i = 0; i < answered.size() && streams.count() > 0; i++) {
      last.add(Math.max(0, streams.awaitLast(held + 1 + i) - answered.get(i)));
    }
    return last;
  }

  double cpuMillisPerSecond() {
    return cpu.toNanos() / NANOS_PER_MILLI / seconds();
  }

  double bytesPerSecond() {
    return bytes / seconds();
  }

  /** Processor time of one revocation, beyond what the same streams cost without any. */
  double cpuMillisPerRevocation(StreamPhase quiet) {
    return (cpuMillisPerSecond() - quiet.cpuMillisPerSecond()) * seconds() / revocations;
  }

  /** Bytes sent to one stream for one revocation, beyond heartbeats. */
  double bytesPerRevocation(StreamPhase quiet) {
    return (bytesPerSecond() - quiet.bytesPerSecond()) * seconds() / revocations / streams;
  }

  private double seconds() {
    return time.toNanos() / NANOS_PER_SECOND;
  }
}
