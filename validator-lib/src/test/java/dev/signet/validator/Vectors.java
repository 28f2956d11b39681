package dev.signet.validator;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the published examples under {@code vectors}, with a parser that is not ours. */
public final class Vectors {
  private Vectors() {}

  public static Map<String, Object> read(String file) {
    try (InputStream in = requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file))) {
      return JSONObjectUtils.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | ParseException e) {
      throw new AssertionError(e);
    }
  }

  /** The objects in an array member. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> objects(Map<String, Object> object, String member) {
    return (List<Map<String, Object>>) requireNonNull(object.get(member), member);
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Map<String, Object> object, String member) {
    return (Map<String, Object>) requireNonNull(object.get(member), member);
  }

  public static String text(Map<String, Object> object, String member) {
    return (String) requireNonNull(object.get(member), member);
  }

  /** A JWK of the examples without its private members. */
  public static Map<String, Object> publicPart(Map<String, Object> jwk) {
    Map<String, Object> open = new LinkedHashMap<>(jwk);
    open.keySet().removeAll(Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "priv", "use"));
    return open;
  }
}
