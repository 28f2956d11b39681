package dev.signet.benchmarks.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.figures.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes tokens back one after another, each known to all validators and accepted just before. */
final class Taking {
  private final AuthorityClient client;
  private final WaitingValidators validators;
  private final Duration longest;

  /**
   * Takes part.
   *
   * @param longest how long to wait for the last validator before giving up
   */
  Taking(AuthorityClient client, WaitingValidators validators, Duration longest) {
    this.client = client;
    this.validators = validators;
    this.longest = longest;
  }

  /** Takes that many back; the next one once every validator refuses the one before. */
  Arrivals take(int revocations) throws IOException, InterruptedException {
    List<Latencies> refusals = new ArrayList<>();
    Duration slowest = Duration.ZERO;
    for (int i = 0; i < revocations; i++) {
      String token = client.issue();
      validators.accept(token);
      slowest = longer(slowest, timeOfFetch());
      client.revoke(token);
      refusals.add(validators.awaitRefusals(token, System.nanoTime(), longest));
    }
    return new Arrivals(
        revocations,
        validators.count(),
        Latencies.together(refusals),
        validators.sweeps(),
        slowest,
        eventBytes());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Of a delta, as a validator polls for it. */
  private Duration timeOfFetch() throws IOException, InterruptedException {
    String address = "/revocations?since=" + client.sequence();
    long start = System.nanoTime();
    client.get(address, Map.of());
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Of the last change as the stream sends it. */
  private int eventBytes() throws IOException, InterruptedException {
    long sequence = client.sequence();
    byte[] delta = client.get("/revocations?since=" + (sequence - 1), Map.of()).body();
    return ("id: " + sequence + "\nevent: delta\ndata: \n\n").getBytes(US_ASCII).length
        + delta.length;
  }
}
