package dev.signet.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.http.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An authority's key address without a network: it answers as the test last said. */
final class ScriptedAuthority implements RawHttp {
  static final URI KEYS = URI.create("https://auth.example.com/jwks");

  private interface Script {
    Reply answer(Map<String, String> request) throws IOException;
  }

  private final Clock clock;
  private Duration clockOffset = Duration.ZERO;
  private Script script = request -> down();
  private Map<String, String> lastRequest = Map.of();
  private int requests;

  ScriptedAuthority(Clock clock) {
    this.clock = clock;
  }

  /** Publishes keys, and confirms them to who knows them already. */
  ScriptedAuthority publishes(TestKey... keys) {
    String set = TestKey.set(keys);
    String etag = '"' + Integer.toHexString(set.hashCode()) + '"';
    script =
        request ->
            etag.equals(request.get("If-None-Match"))
                ? reply(304, Map.of("ETag", etag), new byte[0])
                : reply(200, Map.of("ETag", etag), set.getBytes(UTF_8));
    return this;
  }

  void answers(int status, Map<String, String> headers, byte[] body) {
    script = request -> reply(status, headers, body);
  }

  void answers(String document) {
    answers(200, Map.of(), document.getBytes(UTF_8));
  }

  void isDown() {
    script = request -> down();
  }

  /** Its clock is so much ahead of ours. */
  void clockIsAhead(Duration offset) {
    clockOffset = offset;
  }

  int requests() {
    return requests;
  }

  Map<String, String> lastRequest() {
    return lastRequest;
  }

  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    requests++;
    lastRequest = Map.copyOf(headers);
    return script.answer(headers);
  }

  private Reply reply(int status, Map<String, String> headers, byte[] body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put(
        "Date",
        List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(clockOffset).atOffset(ZoneOffset.UTC))));
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new Reply(status, all, body);
  }

  private static Reply down() throws IOException {
    throw new IOException("authority is down");
  }
}
