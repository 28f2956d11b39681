package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The other reader of a differential test: the grammar by Jackson, and the limits of {@code
 * StrictJson} written a second time.
 */
final class ReferenceJson {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NUMBER_CHARS = 32;
  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A table of all names ever read would make one input depend on those before.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private int valuesLeft;

  private ReferenceJson(JsonParser parser, int maxValues) {
    this.parser = parser;
    this.valuesLeft = maxValues;
  }

  /** Reads an object of at most so many members and elements, or throws. */
  static Map<String, @Nullable Object> read(byte[] utf8, int maxValues) throws IOException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    try (JsonParser parser = JACKSON.createParser(text)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      Map<String, @Nullable Object> object = new ReferenceJson(parser, maxValues).object(1);
      require(parser.nextToken() == null);
      return object;
    }
  }

  private Map<String, @Nullable Object> object(int depth) throws IOException {
    require(depth <= MAX_DEPTH);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = wellFormed(parser.currentName());
      members.put(name, value(parser.nextToken(), depth));
    }
    return members;
  }

  private List<@Nullable Object> array(int depth) throws IOException {
    require(depth <= MAX_DEPTH);
    List<@Nullable Object> elements = new ArrayList<>();
    JsonToken next = parser.nextToken();
    while (next != JsonToken.END_ARRAY) {
      elements.add(value(next, depth));
      next = parser.nextToken();
    }
    return elements;
  }

  private @Nullable Object value(JsonToken token, int depth) throws IOException {
    require(valuesLeft-- > 0);
    return switch (token) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> wellFormed(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("no value: " + token);
    };
  }

  private static Number number(String text) throws IOException {
    require(text.length() <= MAX_NUMBER_CHARS);
    long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
    boolean integer = digits == text.length() - (text.startsWith("-") ? 1 : 0);
    if (integer && digits <= 18) {
      return Long.valueOf(text);
    }
    try {
      BigDecimal value = new BigDecimal(text);
      require((long) value.precision() - value.scale() <= 32 && value.scale() <= 32);
      return value;
    } catch (NumberFormatException e) {
      throw new IOException(e);
    }
  }

  private static String wellFormed(String text) throws IOException {
    require(text.codePoints().noneMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff)));
    return text;
  }

  private static void require(boolean kept) throws IOException {
    if (!kept) {
      throw new IOException("not within the limits");
    }
  }
}
