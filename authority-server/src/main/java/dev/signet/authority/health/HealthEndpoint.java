package dev.signet.authority.health;

import dev.signet.authority.http.Endpoint;
import dev.signet.authority.http.Json;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Says whether the process lives ({@code /health/live}) and whether it can issue ({@code
 * /health/ready}).
 *
 * <p>Readiness looks at each part and answers 503 if one fails, or has not answered within 3 s. The
 * public answer names the failing part; why it fails is in the log. Whoever asks while a part is
 * being looked at has what that look finds, and no thread of the server waits for it.
 */
public final class HealthEndpoint implements Endpoint {
  /** More than the readers of the database wait for a connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final List<Part> parts;
  private final Map<String, Supplier<?>> details;

  /**
   * Makes the endpoint.
   *
   * @param checks by the name of a part, a check that throws when the part cannot do its work
   * @param details by its name, what readiness shows besides
   */
  public HealthEndpoint(Map<String, Runnable> checks, Map<String, Supplier<?>> details) {
    this(checks, details, PATIENCE);
  }

  HealthEndpoint(
      Map<String, Runnable> checks, Map<String, Supplier<?>> details, Duration patience) {
    this.parts =
        checks.entrySet().stream()
            .map(check -> new Part(check.getKey(), check.getValue(), patience))
            .toList();
    this.details = new LinkedHashMap<>(details);
  }

  @Override
  public void mount(JavalinDefaultRoutingApi routes) {
    routes.get("/health/live", HealthEndpoint::live);
    routes.head("/health/live", HealthEndpoint::live);
    routes.get("/health/ready", this::ready);
    routes.head("/health/ready", this::ready);
  }

  private static void live(Context ctx) {
    Json.answer(ctx, 200, Json.object("status", "up"));
  }

  private void ready(Context ctx) {
    Map<String, CompletableFuture<Boolean>> looks = new LinkedHashMap<>();
    parts.forEach(part -> looks.put(part.name(), part.look()));
    ctx.future(
        () ->
            CompletableFuture.allOf(looks.values().toArray(CompletableFuture[]::new))
                .thenRun(() -> answer(ctx, looks)));
  }

  private void answer(Context ctx, Map<String, CompletableFuture<Boolean>> looks) {
    Map<String, Object> found = new LinkedHashMap<>();
    looks.forEach((name, look) -> found.put(name, look.join() ? "up" : "down"));
    boolean up = !found.containsValue("down");
    Map<String, Object> answer = Json.object("status", up ? "up" : "down", "checks", found);
    details.forEach((name, detail) -> answer.put(name, detail.get()));
    Json.answer(ctx, up ? 200 : 503, answer);
  }
}
