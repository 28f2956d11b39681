package dev.signet.benchmarks.revocation.list;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.revocation.AuthorityClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Map;

/** One stream of an authority, read an event at a time. */
final class Events implements AutoCloseable {
  private final BufferedReader lines;

  Events(AuthorityClient client, long holding) throws IOException, InterruptedException {
    Map<String, String> holds = Map.of("Last-Event-ID", String.valueOf(holding));
    lines =
        new BufferedReader(
            new InputStreamReader(client.open("/revocations/stream", holds).body(), US_ASCII));
  }

  /** The bytes of the next event of this id; those of others are passed over. */
  int bytesOf(long id) throws IOException {
    boolean wanted = false;
    int bytes = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      bytes += line.length() + 1;
      wanted |= line.equals("id: " + id);
      if (line.isEmpty()) {
        if (wanted) {
          return bytes;
        }
        bytes = 0;
      }
    }
    throw new IllegalStateException("the stream ended");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
