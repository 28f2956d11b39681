package dev.signet.validator.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One exchange over HTTP, whatever its outcome; {@link BoundedHttp} judges what it brings. */
public interface RawHttp {
  /**
   * Sends a GET request and reads the whole answer, within bounds of time and size.
   *
   * @throws IOException if there is no whole answer within the bounds
   */
  Reply get(URI uri, Map<String, String> headers) throws IOException;

  /**
   * Sends a HEAD request, for its own sake, and waits for nothing.
   *
   * @return whether the answer is good; it fails if there is none, or this can send GET alone
   */
  default CompletableFuture<Boolean> head(URI uri, Map<String, String> headers) {
    return CompletableFuture.failedFuture(new IOException("only GET can be sent"));
  }

  /** What came back, in any status; immutable but for the body, which is not copied. */
  final class Reply {
    private final int status;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    /** Makes a reply; header names are taken in any case. */
    public Reply(int status, Map<String, List<String>> headers, byte[] body) {
      this.status = status;
      headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }

    /** All values of a header in their order. */
    List<String> all(String header) {
      return headers.getOrDefault(header, List.of());
    }

    /** The first value of a header. */
    Optional<String> first(String header) {
      return all(header).stream().findFirst();
    }
  }
}
