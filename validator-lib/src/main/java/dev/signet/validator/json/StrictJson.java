package dev.signet.validator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Boolean}, {@code Long} (a plain integer that fits), {@code BigDecimal} (every other number) and
 * null. Instances are immutable and thread-safe.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 16;

  private final JsonFactory factory;
  private final int maxValues;

  private StrictJson(int maxValues, int maxChars) {
    this.maxValues = maxValues;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(JsonNumbers.MAX_CHARS)
                    .maxStringLength(maxChars)
                    .maxNameLength(maxChars)
                    .build())
            // Names come from strangers: a shared symbol table would be theirs to fill.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /** A reader for token headers and claims: at most 512 members and elements in all. */
  public static StrictJson forTokens() {
    return new StrictJson(512, 65_536);
  }

  /** A reader for JWK Sets and metadata: at most 20 000 members and elements in all. */
  public static StrictJson forDocuments() {
    return new StrictJson(20_000, 524_288);
  }

  /**
   * Reads an object.
   *
   * @throws MalformedJsonException if the bytes are anything but one strict object within the
   *     limits: nesting of 16 with the outermost object counted, numbers of 32 characters
   */
  public Map<String, @Nullable Object> parseObject(byte[] utf8) throws MalformedJsonException {
    try (JsonParser parser = factory.createParser(decode(utf8))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedJsonException("not a JSON object");
      }
      Map<String, @Nullable Object> object = new ObjectReader(parser, maxValues).object();
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("data after the JSON object");
      }
      return object;
    } catch (IOException e) {
      // The parser's message quotes the text; ours must not.
      throw new MalformedJsonException("not strict JSON, or over a limit");
    }
  }

  /** The object without members and elements that are null, at any depth. */
  public static Map<String, Object> withoutNulls(Map<?, ?> object) {
    Map<String, Object> present = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      if (member.getValue() != null) {
        present.put(String.valueOf(member.getKey()), withoutNulls(member.getValue()));
      }
    }
    return Collections.unmodifiableMap(present);
  }

  private static Object withoutNulls(Object value) {
    if (value instanceof Map<?, ?> object) {
      return withoutNulls(object);
    }
    if (value instanceof List<?> array) {
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

  private static char[] decode(byte[] utf8) throws MalformedJsonException {
    try {
      // A fresh decoder reports what is malformed; new String(...) would replace it by U+FFFD,
      // and two subjects would become one.
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      char[] chars = new char[text.remaining()];
      text.get(chars);
      return chars;
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("not UTF-8");
    }
  }
}
