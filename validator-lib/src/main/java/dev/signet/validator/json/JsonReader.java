package dev.signet.validator.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds one object from a text by the grammar of RFC 8259, counting depth and values. */
final class JsonReader {
  private static final int MAX_DEPTH = 16;

  private final JsonCursor cursor;
  private int valuesLeft;
  private int depth;

  JsonReader(JsonCursor cursor, int maxValues) {
    this.cursor = cursor;
    this.valuesLeft = maxValues;
  }

  /** The text is one object and nothing else but white space around it. */
  Map<String, @Nullable Object> onlyObject() throws MalformedJsonException {
    if (cursor.next() != '{') {
      throw new MalformedJsonException("not a JSON object");
    }
    Map<String, @Nullable Object> object = object();
    if (!cursor.atEnd()) {
      throw new MalformedJsonException("data after the JSON object");
    }
    return object;
  }

  /** Reads the members after the opening brace. */
  private Map<String, @Nullable Object> object() throws MalformedJsonException {
    enter();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    int next = cursor.next();
    while (next != '}') {
      expect(next, '"');
      // Names are compared after their escapes are read, so \\u0073ub is sub.
      String name = JsonStrings.read(cursor);
      expect(cursor.next(), ':');
      int before = members.size();
      members.put(name, value());
      if (members.size() == before) {
        throw new MalformedJsonException("duplicate member");
      }
      next = afterValue('}', '"');
    }
    depth--;
    return new JsonObject(members);
  }

  private List<@Nullable Object> array() throws MalformedJsonException {
    enter();
    List<@Nullable Object> elements = new ArrayList<>(4);
    int next = cursor.next();
    while (next != ']') {
      elements.add(value(next));
      next = afterValue(']', -1);
    }
    depth--;
    return Collections.unmodifiableList(elements);
  }

  /** After a value comes the end, or a comma and what must follow it (anything but the end). */
  private int afterValue(int end, int required) throws MalformedJsonException {
    int next = cursor.next();
    if (next == end) {
      return next;
    }
    expect(next, ',');
    next = cursor.next();
    if (next == end || (required > 0 && next != required)) {
      throw new MalformedJsonException("nothing after a comma");
    }
    return next;
  }

  private @Nullable Object value() throws MalformedJsonException {
    return value(cursor.next());
  }

  private @Nullable Object value(int first) throws MalformedJsonException {
    if (valuesLeft-- == 0) {
      throw new MalformedJsonException("too many members or elements");
    }
    return switch (first) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> JsonStrings.read(cursor);
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> JsonNumbers.read(cursor);
    };
  }

  private @Nullable Object literal(String word, @Nullable Object meaning)
      throws MalformedJsonException {
    if (!cursor.skip(word, 1)) {
      throw new MalformedJsonException("not a JSON value");
    }
    return meaning;
  }

  private void enter() throws MalformedJsonException {
    if (++depth > MAX_DEPTH) {
      throw new MalformedJsonException("nested too deeply");
    }
  }

  private static void expect(int found, int wanted) throws MalformedJsonException {
    if (found != wanted) {
      throw new MalformedJsonException("not strict JSON");
    }
  }
}
