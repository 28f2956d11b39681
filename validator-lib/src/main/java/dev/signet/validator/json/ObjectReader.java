package dev.signet.validator.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds one object from a parser, counting values; the parser bounds the recursion by its depth.
 */
final class ObjectReader {
  private final JsonParser parser;
  private int valuesLeft;

  ObjectReader(JsonParser parser, int maxValues) {
    this.parser = parser;
    this.valuesLeft = maxValues;
  }

  /** Reads the members up to the closing brace of the object that the parser has just entered. */
  Map<String, @Nullable Object> object() throws IOException, MalformedJsonException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      // Names are compared after their escapes are read, so \\u0073ub is sub.
      String name = wellFormed(parser.currentName());
      if (members.containsKey(name)) {
        throw new MalformedJsonException("duplicate member");
      }
      parser.nextToken();
      members.put(name, value());
    }
    return Collections.unmodifiableMap(members);
  }

  private List<@Nullable Object> array() throws IOException, MalformedJsonException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value());
    }
    return Collections.unmodifiableList(elements);
  }

  private @Nullable Object value() throws IOException, MalformedJsonException {
    if (valuesLeft-- == 0) {
      throw new MalformedJsonException("too many members or elements");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> wellFormed(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumbers.parse(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new MalformedJsonException("not a JSON value");
    };
  }

  /** RFC 7493 §2.1: a lone surrogate is no text; NUL is where other languages stop reading. */
  private static String wellFormed(String text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        throw new MalformedJsonException("string is not well-formed text");
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          throw new MalformedJsonException("string is not well-formed text");
        }
      }
    }
    return text;
  }
}
