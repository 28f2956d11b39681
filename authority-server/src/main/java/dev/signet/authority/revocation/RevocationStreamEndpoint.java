package dev.signet.authority.revocation;

import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.EventStream;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.util.Optional;

/** {@code GET /revocations/stream}: each change as it is published, and heartbeats between. */
public final class RevocationStreamEndpoint implements Endpoint {
  private final String path;
  private final RevocationStreams streams;

  /** Makes the endpoint. */
  public RevocationStreamEndpoint(String path, RevocationStreams streams) {
    this.path = path;
    this.streams = streams;
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.get(path, this::open);
    // RFC 9110 §9.3.2: HEAD has the header fields of GET.
    routes.head(path, EventStream::prepare);
  }

  private void open(Context ctx) throws IOException {
    streams.open(held(ctx), (clock, source) -> EventStream.open(ctx, clock, source));
  }

  /** A reader that reconnects repeats its address, and says in the header what it has since. */
  private static Optional<Long> held(Context ctx) {
    return Optional.ofNullable(ctx.header("Last-Event-ID"))
        .map(id -> RevocationListEndpoint.seq("Last-Event-ID", id))
        .or(
            () ->
                Optional.ofNullable(ctx.queryParam("since"))
                    .map(since -> RevocationListEndpoint.seq("since", since)));
  }
}
