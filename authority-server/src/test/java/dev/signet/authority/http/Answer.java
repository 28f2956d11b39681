package dev.signet.authority.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * One answer as it came over the wire.
 *
 * @param status its status
 * @param headers its header fields, by their names in lower case
 * @param body its body, without transfer encoding
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Takes the bytes of a body. */
  static Answer of(int status, Map<String, List<String>> headers, byte[] body) {
    return new Answer(status, headers, new String(body, UTF_8));
  }

  /** The values of a header field, joined; empty if there is none. */
  public String header(String name) {
    return String.join(", ", headers.getOrDefault(name, List.of()));
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + body, e);
    }
  }

  /** The OAuth error code of the body. */
  public String error() {
    return json().path("error").asText();
  }
}
