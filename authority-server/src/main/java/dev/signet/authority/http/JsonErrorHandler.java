package dev.signet.authority.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers in JSON what fails before it reaches a route: an unreadable or oversize request head. */
final class JsonErrorHandler extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String description =
        switch (response.getStatus()) {
          case 414 -> "The request line is longer than allowed";
          case 431 -> "The request header is larger than allowed";
          case 503 -> "The authority is stopping";
          default -> "The request could not be read as HTTP";
        };
    String error = response.getStatus() < 500 ? "invalid_request" : "temporarily_unavailable";
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = Json.bytes(Json.object("error", error, "error_description", description));
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
