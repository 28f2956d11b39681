package dev.signet.authority.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;

/** Reads the body of a request as text, within the limits. */
final class RequestBody {
  private RequestBody() {}

  /** Whether a request says that its body is of this media type. */
  static boolean isA(String mediaType, Context ctx) {
    String type = Objects.requireNonNullElse(ctx.contentType(), "").split(";", 2)[0].strip();
    return type.toLowerCase(Locale.ROOT).equals(mediaType);
  }

  /**
   * The body.
   *
   * @param noun what it is, for messages
   * @throws OAuthException {@code invalid_request} if it is too large, too slow or not UTF-8
   */
  static String read(Context ctx, HttpLimits limits, String noun) {
    byte[] buffer = new byte[limits.bodyBytes() + 1];
    int length = 0;
    long start = System.nanoTime();
    try (InputStream in = ctx.bodyInputStream()) {
      for (int read = 0; read >= 0; read = in.read(buffer, length, buffer.length - length)) {
        length += read;
        if (length == buffer.length) {
          throw OAuthException.tooLarge(
              "The " + noun + " is larger than " + limits.bodyBytes() + " bytes");
        }
        // A sender that drips one byte after another would hold the thread past any idle time-out.
        if (System.nanoTime() - start > limits.bodyTimeout().toNanos()) {
          throw OAuthException.tooSlow("The " + noun + " took too long to arrive");
        }
      }
    } catch (IOException e) {
      throw OAuthException.invalidRequest("The request body could not be read");
    }
    return FormEncoding.utf8(ByteBuffer.wrap(buffer, 0, length));
  }
}
