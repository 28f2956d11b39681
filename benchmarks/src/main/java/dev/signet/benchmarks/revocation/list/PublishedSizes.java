package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.figures.Latencies;
import dev.signet.benchmarks.revocation.AuthorityClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an authority sends of a list, and how long it takes.
 *
 * @param list the full list, before anything else was revoked
 * @param nothing a delta in which nothing changed
 * @param one a delta with one token more
 * @param hundred a delta with a hundred tokens more
 * @param heartbeat bytes of an event in which nothing changed
 * @param change bytes of an event with one token more
 * @param revoke answers to /revoke, one after another
 * @param signed answers with the full list just after a change, so that it is built and signed
 * @param served answers with the same list again
 */
record PublishedSizes(
    Sent list,
    Sent nothing,
    Sent one,
    Sent hundred,
    int heartbeat,
    int change,
    Latencies revoke,
    Latencies signed,
    Latencies served) {
  private static final int MANY = 100;
  private static final int SIGNED_LISTS = 10;
  private static final String LIST = "/revocations";

  /**
   * Reads a list, and revokes some more tokens.
   *
   * @param captured is given the list, and the delta of one
   */
  static PublishedSizes measure(AuthorityClient client, CapturedAuthority captured)
      throws IOException, InterruptedException {
    List<String> tokens = new ArrayList<>();
    while (tokens.size() < 1 + MANY + SIGNED_LISTS) {
      tokens.add(client.issue());
    }
    long before = client.sequence();
    String since = LIST + "?since=" + before;
    Sent list = Sent.of(client, LIST);
    captured.keep(client.get(LIST, Map.of()));
    Sent nothing = Sent.of(client, since);
    Latencies revoke = new Latencies();
    try (Events events = new Events(client, before)) {
      int heartbeat = events.bytesOf(before);
      timed(revoke, () -> client.revoke(tokens.get(0)));
      int change = events.bytesOf(before + 1);
      Sent one = Sent.of(client, since);
      captured.keep(client.get(since, Map.of()));
      for (String token : tokens.subList(1, 1 + MANY)) {
        timed(revoke, () -> client.revoke(token));
      }
      Sent hundred = Sent.of(client, LIST + "?since=" + (before + 1));
      Latencies signed = new Latencies();
      Latencies served = new Latencies();
      for (String token : tokens.subList(1 + MANY, tokens.size())) {
        timed(revoke, () -> client.revoke(token));
        timed(signed, () -> client.get(LIST, Map.of()));
        timed(served, () -> client.get(LIST, Map.of()));
      }
      return new PublishedSizes(
          list, nothing, one, hundred, heartbeat, change, revoke, signed, served);
    }
  }

  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private static void timed(Latencies times, Step step) throws IOException, InterruptedException {
    long start = System.nanoTime();
    step.run();
    times.add(System.nanoTime() - start);
  }
}
