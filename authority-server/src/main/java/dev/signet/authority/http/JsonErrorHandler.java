package dev.signet.authority.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in JSON what fails before it reaches a route: an unreadable or oversize request head. */
final class JsonErrorHandler extends ErrorHandler {
  private static final Logger REQUESTS = LoggerFactory.getLogger("requests");

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String description =
        switch (response.getStatus()) {
          case 414 -> "The request line is longer than allowed";
          case 431 -> "The request header is larger than allowed";
          case 500 -> "The authority failed";
          case 503 -> "The authority is stopping";
          default -> "The request could not be read as HTTP";
        };
    String error =
        switch (response.getStatus()) {
          case 500 -> "server_error";
          case 503 -> "temporarily_unavailable";
          default -> "invalid_request";
        };
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.PRAGMA, "no-cache");
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    if (response.getStatus() == 503) {
      headers.put(HttpHeader.RETRY_AFTER, "1");
    }
    REQUESTS.info(
        "unreadable {} id={} from={}",
        response.getStatus(),
        RequestIds.give(headers),
        Request.getRemoteAddr(request));
    byte[] body = Json.bytes(Json.object("error", error, "error_description", description));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
