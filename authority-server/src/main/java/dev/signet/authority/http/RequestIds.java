package dev.signet.authority.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id: from {@code X-Request-Id} when it is harmless, else the id of the trace
 * that it belongs to, else one made here.
 *
 * <p>The id is in the log line, in audit events and in the answer's {@code X-Request-Id}. The trace
 * (W3C Trace Context §3.2, which OpenTelemetry sends) is in the log line too.
 */
final class RequestIds {
  private static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "requestId";
  private static final String TRACE_HEADER = "traceparent";
  private static final String TRACE_ATTRIBUTE = "traceId";

  /** What may stand in a log line as it is. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Later versions may append more after a hyphen; ff is no version, and zeros are no id. */
  private static final Pattern TRACE =
      Pattern.compile(
          "(?!ff)(?:00(?!.{54})|(?!00)[0-9a-f]{2}(?!.{53}[^-]))"
              + "-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

  private RequestIds() {}

  /** An id for a request that does not come as far as a route; put into the answer and the log. */
  static String give(HttpFields.Mutable answer) {
    String id = choose(null, null);
    answer.put(HEADER, id);
    return id;
  }

  static void mount(RoutesConfig routes) {
    routes.before(
        ctx -> {
          String trace = trace(ctx.header(TRACE_HEADER));
          String id = choose(ctx.header(HEADER), trace);
          ctx.attribute(TRACE_ATTRIBUTE, trace);
          ctx.attribute(ATTRIBUTE, id);
          ctx.header(HEADER, id);
        });
  }

  /** The id of a request. */
  static String of(Context ctx) {
    return Objects.requireNonNullElse(ctx.<String>attribute(ATTRIBUTE), "-");
  }

  /** The id of the trace that a request belongs to; {@code -} if it says of none. */
  static String traceOf(Context ctx) {
    return Objects.requireNonNullElse(ctx.<String>attribute(TRACE_ATTRIBUTE), "-");
  }

  private static @Nullable String trace(@Nullable String traceparent) {
    Matcher matcher = TRACE.matcher(Objects.requireNonNullElse(traceparent, ""));
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static String choose(@Nullable String offered, @Nullable String trace) {
    if (offered != null && HARMLESS.matcher(offered).matches()) {
      return offered;
    }
    return trace != null ? trace : UUID.randomUUID().toString();
  }
}
