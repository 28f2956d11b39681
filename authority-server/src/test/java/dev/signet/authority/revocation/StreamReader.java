package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.Contract;
import dev.signet.authority.http.RawHttp;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** Reads a stream of revocations, event by event. Not thread-safe. */
final class StreamReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String END = "\n\n";

  private final RawHttp connection;
  private final Answer head;
  private final StringBuilder text = new StringBuilder();

  /** One event. */
  record Event(long id, String name, String jws) {
    /** The {@code typ} of its header. */
    String type() throws IOException {
      return part(0).path("typ").asText();
    }

    /** What is signed. */
    JsonNode claims() throws IOException {
      return part(1);
    }

    private JsonNode part(int index) throws IOException {
      return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[index]));
    }
  }

  private StreamReader(RawHttp connection, Answer head) {
    this.connection = connection;
    this.head = head;
  }

  /** Opens a stream with a query, which may be empty, and header fields. */
  static StreamReader open(int port, String query, String headers) throws IOException {
    RawHttp connection = new RawHttp(port);
    connection.send(RawHttp.request("GET /revocations/stream" + query, headers, ""));
    return new StreamReader(connection, connection.readHead());
  }

  /** Opens a stream of who holds the present state. */
  static StreamReader open(int port) throws IOException {
    return open(port, "", "");
  }

  /** The answer as far as it has come, held to the contract with the first event. */
  Answer head() throws IOException {
    String event = nextText().orElseThrow();
    text.insert(0, event);
    Answer answer = new Answer(head.status(), head.headers(), event);
    Contract.check("GET", "/revocations/stream", answer);
    return answer;
  }

  /** The next event, waiting for it. */
  Event next() throws IOException {
    String event = nextText().orElseThrow(() -> new AssertionError("the stream has ended"));
    String[] lines = event.split("\n", -1);
    assertThat(lines).as(event).hasSize(5);
    return new Event(
        Long.parseLong(value(lines[0], "id: ")),
        value(lines[1], "event: "),
        value(lines[2], "data: "));
  }

  /** Reads on to the end and says whether it was in good order; events before it are let go. */
  boolean endsInGoodOrder() throws IOException {
    while (true) {
      Optional<String> event = nextText();
      if (event.isEmpty()) {
        return true;
      }
    }
  }

  /** How long the next event is waited for. */
  StreamReader waitAtMost(int millis) throws IOException {
    connection.waitAtMost(millis);
    return this;
  }

  private static String value(String line, String name) {
    assertThat(line).startsWith(name);
    return line.substring(name.length());
  }

  private Optional<String> nextText() throws IOException {
    int end = text.indexOf(END);
    while (end < 0) {
      byte[] chunk = connection.readChunk();
      if (chunk.length == 0) {
        return Optional.empty();
      }
      // What was searched is not searched again: a list comes in many chunks.
      int searched = Math.max(0, text.length() - END.length());
      text.append(new String(chunk, US_ASCII));
      end = text.indexOf(END, searched);
    }
    String event = text.substring(0, end + END.length());
    text.delete(0, event.length());
    return Optional.of(event);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
