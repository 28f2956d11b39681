package dev.signet.validator.allowance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.TestKey;
import dev.signet.validator.http.RawHttp;
import dev.signet.validator.revocation.TestDocument;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An authority without a network: metadata, keys and a list of allowances, as last said. */
final class ScriptedPublisher implements RawHttp {
  static final String METADATA = "/.well-known/oauth-authorization-server";
  static final String KEYS = "/jwks";
  static final String LIST = "/allowances";

  private final List<String> requests = new ArrayList<>();
  private String keys = TestKey.set(TestKey.ED25519);
  private @Nullable String address = LIST;
  private Reply list = reply(404, "");
  private String etag = "";
  private boolean down;
  private int confirmed;

  /** Where its metadata says that the list is, null for nowhere. */
  ScriptedPublisher offers(@Nullable String path) {
    address = path;
    return this;
  }

  ScriptedPublisher publishes(TestDocument document) {
    return answers("application/allowance-list+jwt", document.text());
  }

  ScriptedPublisher answers(String mediaType, String body) {
    etag = '"' + Integer.toHexString(body.hashCode()) + '"';
    list =
        new Reply(
            200,
            Map.of("Content-Type", List.of(mediaType), "ETag", List.of(etag)),
            body.getBytes(UTF_8));
    return this;
  }

  /** Signs by these keys from now on. */
  ScriptedPublisher hasKeys(TestKey... published) {
    keys = TestKey.set(published);
    return this;
  }

  void isDown(boolean now) {
    down = now;
  }

  /** How often it answered that the list is still the same. */
  int confirmed() {
    return confirmed;
  }

  /** How often a path was asked for. */
  long requests(String path) {
    return requests.stream().filter(path::equals).count();
  }

  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    requests.add(uri.getPath());
    if (down) {
      throw new IOException("authority is down");
    }
    return switch (uri.getPath()) {
      case METADATA -> reply(200, metadata());
      case KEYS -> reply(200, keys);
      default -> uri.getPath().equals(address) ? list(headers) : reply(404, "");
    };
  }

  private Reply list(Map<String, String> headers) {
    String condition = headers.get("If-None-Match");
    if (!etag.equals(condition)) {
      return list;
    }
    confirmed++;
    return reply(304, "");
  }

  private String metadata() {
    String offer =
        address == null ? "" : ",\"allowance_list_uri\":\"" + TestDocument.ISSUER + address + "\"";
    return "{\"issuer\":\""
        + TestDocument.ISSUER
        + "\",\"jwks_uri\":\""
        + TestDocument.ISSUER
        + KEYS
        + "\""
        + offer
        + "}";
  }

  private static Reply reply(int status, String body) {
    return new Reply(status, Map.of(), body.getBytes(UTF_8));
  }
}
