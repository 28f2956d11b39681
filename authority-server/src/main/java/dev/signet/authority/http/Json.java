package dev.signet.authority.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON: maps whose order is kept. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * An ordered object from alternating names and values.
   *
   * @throws IllegalArgumentException if a value is missing
   */
  public static Map<String, Object> object(Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("namesAndValues must alternate");
    }
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  /** The UTF-8 bytes of an object. */
  public static byte[] bytes(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsBytes(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + object.keySet(), e);
    }
  }

  /** Answers with an object that nobody may store (RFC 6749 §5.1, §5.2). */
  public static void answer(Context ctx, int status, Map<String, ?> object) {
    neverStored(ctx, status).contentType("application/json").result(bytes(object));
  }

  /** Begins an answer that nobody may store; its body is still to be given. */
  public static Context neverStored(Context ctx, int status) {
    return ctx.status(status).header("Cache-Control", "no-store").header("Pragma", "no-cache");
  }
}
