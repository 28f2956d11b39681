package dev.signet.benchmarks.revocation.list;

import dev.signet.benchmarks.revocation.AuthorityClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one document takes on the wire.
 *
 * @param plain bytes of the body to who asks for no compression
 * @param gzip bytes of the body to who accepts gzip; empty if it is sent plain all the same
 * @param head bytes of the plain answer before its body
 */
record Sent(int plain, OptionalInt gzip, int head) {
  /** Asks for it both ways. */
  static Sent of(AuthorityClient client, String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> plain = client.get(path, Map.of());
    HttpResponse<byte[]> gzip = client.get(path, Map.of("Accept-Encoding", "gzip"));
    boolean compressed =
        gzip.headers().firstValue("Content-Encoding").filter("gzip"::equals).isPresent();
    return new Sent(
        plain.body().length,
        compressed ? OptionalInt.of(gzip.body().length) : OptionalInt.empty(),
        headBytes(plain));
  }

  /** As RFC 9112 §2.1 has it: a status line, lines of {@code name: value}, an empty line. */
  private static int headBytes(HttpResponse<?> response) {
    int fields =
        response.headers().map().entrySet().stream()
            .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + value))
            .mapToInt(field -> field.length() + ": \r\n".length())
            .sum();
    return "HTTP/1.1 200 OK\r\n".length() + fields + "\r\n".length();
  }

  /** Of the two, for a cell each. */
  String cells() {
    return plain + " | " + (gzip.isPresent() ? String.valueOf(gzip.getAsInt()) : "–");
  }
}
