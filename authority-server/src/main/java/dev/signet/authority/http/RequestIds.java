package dev.signet.authority.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id, taken from {@code X-Request-Id} when it is harmless, else made here.
 *
 * <p>The id is in the log line, in audit events and in the answer's {@code X-Request-Id}.
 */
final class RequestIds {
  private static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "requestId";

  /** What may stand in a log line as it is. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /** An id for a request that does not come as far as a route; put into the answer and the log. */
  static String give(HttpFields.Mutable answer) {
    String id = choose(null);
    answer.put(HEADER, id);
    return id;
  }

  static void mount(RoutesConfig routes) {
    routes.before(
        ctx -> {
          String id = choose(ctx.header(HEADER));
          ctx.attribute(ATTRIBUTE, id);
          ctx.header(HEADER, id);
        });
  }

  /** The id of a request. */
  static String of(Context ctx) {
    return Objects.requireNonNullElse(ctx.<String>attribute(ATTRIBUTE), "-");
  }

  private static String choose(@Nullable String offered) {
    return offered != null && HARMLESS.matcher(offered).matches()
        ? offered
        : UUID.randomUUID().toString();
  }
}
