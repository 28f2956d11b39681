package dev.signet.validator.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.http.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves metadata, and revocations by address; whatever was not said is not found. */
public final class ScriptedMirror implements RawHttp {
  public static final String ADDRESS = "https://auth.example.com/revocations";

  private final Map<String, Reply> replies = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private @Nullable String address = ADDRESS;
  private String etag = "";
  private List<String> encoding = List.of();
  private boolean down;

  /** Where its metadata says that the list is, null for nowhere. */
  public void metadata(@Nullable String revocations) {
    address = revocations;
  }

  public void etag(String tag) {
    etag = tag;
  }

  /** Says of what it is told from now on that it is in these content encodings. */
  public void saysThatItIs(String... contentEncodings) {
    encoding = List.of(contentEncodings);
  }

  /** Answers nothing from now on. */
  public void isDown() {
    down = true;
  }

  /** Answers again as it was told. */
  public void isUp() {
    down = false;
  }

  /** Serves a full list, also to who asks for changes. */
  public ScriptedMirror publishes(TestDocument list) {
    replies.clear();
    answers(ADDRESS, PublishedRevocations.LIST, list);
    return this;
  }

  /** Answers who holds the list of a seq with a delta. */
  public ScriptedMirror changes(long since, TestDocument delta) {
    answers(ADDRESS + "?since=" + since, PublishedRevocations.DELTA, delta);
    return this;
  }

  public void answers(String uri, String mediaType, TestDocument document) {
    answers(uri, mediaType, document.body());
  }

  public void answers(String uri, String mediaType, byte[] body) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Content-Type", List.of(mediaType));
    if (!etag.isEmpty()) {
      headers.put("ETag", List.of(etag));
    }
    if (!encoding.isEmpty()) {
      headers.put("Content-Encoding", encoding);
    }
    replies.put(uri, new Reply(200, headers, body));
  }

  /** The requests for revocations so far: address, accepted media types, condition. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    if (uri.getPath().startsWith("/.well-known/")) {
      return new Reply(up(200), Map.of(), metadata().getBytes(UTF_8));
    }
    String condition = headers.getOrDefault("If-None-Match", "");
    requests.add((uri + " " + headers.get("Accept") + " " + condition).strip());
    if (!condition.isEmpty() && condition.equals(etag)) {
      return new Reply(up(304), Map.of(), new byte[0]);
    }
    Reply reply = replies.get(uri.toString());
    if (reply == null) {
      reply = replies.get(uri.toString().replaceFirst("[?]since=.*", ""));
    }
    up(200);
    return reply == null ? new Reply(404, Map.of(), new byte[0]) : reply;
  }

  private int up(int status) throws IOException {
    if (down) {
      throw new IOException("mirror is down");
    }
    return status;
  }

  private String metadata() {
    String offer = address == null ? "" : ",\"revocation_list_uri\":\"" + address + "\"";
    return "{\"issuer\":\""
        + TestDocument.ISSUER
        + "\",\"jwks_uri\":\"https://auth.example.com/jwks\""
        + offer
        + "}";
  }
}
