package dev.signet.validator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the validator reaches the authority: for hosts with an HTTP client, a proxy or a trust store
 * of their own. The default is the JDK's client.
 *
 * <p>The bounds stay the validator's: the call gets a thread of its own and is given up after the
 * time limit, the body is read up to 512 KiB, or 16 MiB of a revocation list, and only a 200, or a
 * 304 to a conditional request, counts. Called by one thread at a time for keys, and by another for
 * revocations.
 */
@FunctionalInterface
public interface Transport {
  /**
   * Sends one GET request; redirects must not be followed, and no compression asked for.
   *
   * @param uri an https address, or http on a loopback host
   * @param headers request headers to send
   * @param timeout the time until the last byte of the body must be read
   * @return the answer, in any status
   * @throws IOException if there is none
   */
  Response get(URI uri, Map<String, String> headers, Duration timeout) throws IOException;

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param headers the headers, names in any case
   * @param body the body, which the validator reads and closes
   */
  record Response(int status, Map<String, List<String>> headers, InputStream body) {
    /** Makes an answer. */
    public Response {
      Objects.requireNonNull(headers, "headers");
      Objects.requireNonNull(body, "body");
    }
  }
}
