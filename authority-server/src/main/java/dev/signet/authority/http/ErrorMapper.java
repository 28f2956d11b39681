package dev.signet.authority.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns every error into the JSON of RFC 6749 §5.2: the one place that writes an error.
 *
 * <p>What is neither an {@link OAuthException} nor translated into one becomes {@code
 * server_error}; its cause goes to the log with the request's id, never to the client.
 */
public final class ErrorMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

  private final Map<Class<? extends Exception>, Function<Exception, OAuthException>> translations =
      new LinkedHashMap<>();

  /**
   * Adds a translation for errors of a job that does not speak OAuth, such as a broken storage.
   *
   * @return this mapper
   */
  public <E extends Exception> ErrorMapper translating(
      Class<E> type, Function<? super E, OAuthException> translation) {
    translations.put(type, e -> translation.apply(type.cast(e)));
    return this;
  }

  void mount(RoutesConfig routes) {
    routes.exception(OAuthException.class, (e, ctx) -> write(ctx, e));
    routes.exception(HttpResponseException.class, (e, ctx) -> write(ctx, fromHttp(e)));
    routes.exception(Exception.class, (e, ctx) -> write(ctx, fromUnexpected(e, ctx)));
    translations.forEach(
        (type, translation) ->
            routes.exception(
                type,
                (e, ctx) -> {
                  LOG.error("request {} failed: {}", RequestIds.of(ctx), e.getMessage(), e);
                  write(ctx, translation.apply(e));
                }));
  }

  private static OAuthException fromHttp(HttpResponseException e) {
    return switch (e.getStatus()) {
      case 404 -> OAuthException.notFound("There is nothing at this path");
      case 405 ->
          new OAuthException(
              "invalid_request",
              "This path does not take this method; see the Allow header",
              405,
              Map.of("Allow", Objects.toString(e.getDetails().get("availableMethods"), "")));
      case 413 -> OAuthException.tooLarge("The request body is larger than allowed");
      default ->
          new OAuthException(
              e.getStatus() < 500 ? "invalid_request" : "server_error",
              "The request could not be served",
              e.getStatus(),
              Map.of());
    };
  }

  private static OAuthException fromUnexpected(Exception e, Context ctx) {
    LOG.error("request {} failed unexpectedly", RequestIds.of(ctx), e);
    return new OAuthException(
        "server_error",
        "The authority failed; its log has the details under the id in X-Request-Id",
        500,
        Map.of());
  }

  private static void write(Context ctx, OAuthException e) {
    e.headers().forEach(ctx::header);
    Json.answer(
        ctx, e.status(), Json.object("error", e.error(), "error_description", e.description()));
  }
}
