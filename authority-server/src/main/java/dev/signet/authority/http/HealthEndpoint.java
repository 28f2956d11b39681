package dev.signet.authority.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether the process lives ({@code /health/live}) and whether it can issue ({@code
 * /health/ready}).
 *
 * <p>Readiness runs each check and answers 503 if one fails. The public answer names the failing
 * part; why it fails is in the log.
 */
public final class HealthEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(HealthEndpoint.class);

  private final Map<String, Runnable> checks;
  private final Map<String, Supplier<?>> details;

  /**
   * Makes the endpoint.
   *
   * @param checks by the name of a part, a check that throws when the part cannot do its work
   * @param details by its name, what readiness shows besides
   */
  public HealthEndpoint(Map<String, Runnable> checks, Map<String, Supplier<?>> details) {
    this.checks = new LinkedHashMap<>(checks);
    this.details = new LinkedHashMap<>(details);
  }

  @Override
  public void mount(RoutesConfig routes) {
    routes.get("/health/live", HealthEndpoint::live);
    routes.head("/health/live", HealthEndpoint::live);
    routes.get("/health/ready", this::ready);
    routes.head("/health/ready", this::ready);
  }

  private static void live(Context ctx) {
    Json.answer(ctx, 200, Json.object("status", "up"));
  }

  private void ready(Context ctx) {
    Map<String, Object> parts = new LinkedHashMap<>();
    checks.forEach((name, check) -> parts.put(name, isUp(name, check) ? "up" : "down"));
    boolean up = !parts.containsValue("down");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", up ? "up" : "down");
    answer.put("checks", parts);
    details.forEach((name, detail) -> answer.put(name, detail.get()));
    Json.answer(ctx, up ? 200 : 503, answer);
  }

  private static boolean isUp(String name, Runnable check) {
    try {
      check.run();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("not ready: {}: {}", name, e.getMessage());
      return false;
    }
  }
}
