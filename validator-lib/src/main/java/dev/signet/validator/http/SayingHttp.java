package dev.signet.validator.http;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Exchanges with one more header in each request. */
record SayingHttp(RawHttp http, String header, String value) implements RawHttp {
  @Override
  public Reply get(URI uri, Map<String, String> headers) throws IOException {
    return http.get(uri, with(headers));
  }

  @Override
  public CompletableFuture<Boolean> head(URI uri, Map<String, String> headers) {
    return http.head(uri, with(headers));
  }

  private Map<String, String> with(Map<String, String> headers) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return more;
  }
}
