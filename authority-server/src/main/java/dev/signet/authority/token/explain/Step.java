package dev.signet.authority.token.explain;

import dev.signet.authority.http.Json;
import java.util.Map;

/**
 * One step of a dry run.
 *
 * @param name what is decided, such as {@code audience}
 * @param result how
 * @param because why
 */
public record Step(String name, String result, String because) {
  /** It as JSON. */
  public Map<String, Object> json() {
    return Json.object("step", name, "result", result, "because", because);
  }
}
