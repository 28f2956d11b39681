package dev.signet.validator.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object strictly (RFC 8259, and RFC 7493 where it forbids what parsers read
 * differently): UTF-8 without mark, no duplicate names at any depth, no lone surrogates, no NUL,
 * nothing after the object, and everything bounded.
 *
 * <p>The result is unmodifiable and made of {@code Map}, {@code List}, {@code String}, {@code
 * Boolean}, {@code Long} (a plain integer of up to 18 digits), {@code BigDecimal} (every other
 * number) and null. Instances are immutable and thread-safe.
 */
public final class StrictJson {
  private final int maxValues;

  private StrictJson(int maxValues) {
    this.maxValues = maxValues;
  }

  /** A reader for token headers and claims: at most 512 members and elements in all. */
  public static StrictJson forTokens() {
    return new StrictJson(512);
  }

  /** A reader for JWK Sets and metadata: at most 20 000 members and elements in all. */
  public static StrictJson forDocuments() {
    return new StrictJson(20_000);
  }

  /** A reader for lists that an authority signs: at most 1 000 000 members and elements in all. */
  public static StrictJson forLists() {
    return new StrictJson(1_000_000);
  }

  /**
   * Reads an object.
   *
   * @throws MalformedJsonException if the bytes are anything but one strict object within the
   *     limits: nesting of 16 with the outermost object counted, numbers of 32 characters
   */
  public Map<String, @Nullable Object> parseObject(byte[] utf8) throws MalformedJsonException {
    return new JsonReader(new JsonCursor(utf8), maxValues).onlyObject();
  }

  /** The object without members and elements that are null, at any depth; itself if none is. */
  @SuppressWarnings("unchecked") // an object has text names, and was just searched for nulls
  public static Map<String, Object> withoutNulls(Map<?, ?> object) {
    if (!holdsNull(object.values())) {
      return (Map<String, Object>) object;
    }
    Map<String, @Nullable Object> present = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      if (member.getValue() != null) {
        present.put(String.valueOf(member.getKey()), withoutNulls(member.getValue()));
      }
    }
    return new JsonObject(present);
  }

  private static Object withoutNulls(Object value) {
    if (value instanceof Map<?, ?> object) {
      return withoutNulls(object);
    }
    if (value instanceof List<?> array && holdsNull(array)) {
      List<Object> present = new ArrayList<>();
      for (Object element : array) {
        if (element != null) {
          present.add(withoutNulls(element));
        }
      }
      return Collections.unmodifiableList(present);
    }
    return value;
  }

  private static boolean holdsNull(Collection<?> values) {
    for (Object value : values) {
      if (value == null
          || (value instanceof Map<?, ?> object && holdsNull(object.values()))
          || (value instanceof List<?> array && holdsNull(array))) {
        return true;
      }
    }
    return false;
  }
}
