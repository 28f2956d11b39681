package dev.signet.authority.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * The members of a JSON object in the body of a request, read strictly and once. Immutable.
 *
 * <p>No member may be repeated or unknown: one that is misspelt would otherwise be passed over.
 */
public final class JsonMembers {
  private static final String JSON = "application/json";
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;

  private JsonMembers(JsonNode object) {
    this.object = object;
  }

  /**
   * Reads the body of a request.
   *
   * @param known the members that it may have
   * @throws OAuthException {@code invalid_request} if it is no JSON object, too large, or has
   *     another member
   */
  public static JsonMembers read(Context ctx, HttpLimits limits, List<String> known) {
    if (!RequestBody.isA(JSON, ctx)) {
      throw OAuthException.invalidRequest("Send a JSON object as " + JSON);
    }
    JsonNode object = parse(RequestBody.read(ctx, limits, "JSON object"));
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw OAuthException.invalidRequest(
                    "A member is not known; the members are " + String.join(", ", known));
              }
            });
    return new JsonMembers(object);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode node = STRICT.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Falls through to the refusal: what a parser says quotes what was sent.
    }
    throw OAuthException.invalidRequest("The body is not one JSON object without repeated members");
  }

  /** Whether there is such a member. */
  public boolean has(String name) {
    return object.has(name);
  }

  /**
   * The value of a member that is text; empty if it is absent.
   *
   * @throws OAuthException {@code invalid_request} if it is no text, blank or longer, or has a NUL
   *     or half a surrogate pair, which no database keeps
   */
  public Optional<String> text(String name, int maxChars) {
    if (!has(name)) {
      return Optional.empty();
    }
    String text = object.path(name).isTextual() ? object.path(name).textValue() : "";
    if (text.isBlank() || text.length() > maxChars) {
      throw OAuthException.invalidRequest(
          "The member " + name + " must be a text of 1 to " + maxChars + " characters");
    }
    if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
      throw OAuthException.invalidRequest(
          "The member " + name + " must not have a NUL or half a surrogate pair");
    }
    return Optional.of(text);
  }

  /**
   * The value of a member that is visible ASCII without spaces; empty if it is absent.
   *
   * @throws OAuthException {@code invalid_request} if it is anything else, or longer
   */
  public Optional<String> word(String name, int maxChars) {
    Optional<String> word = text(name, maxChars);
    if (word.isPresent() && !word.get().chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw OAuthException.invalidRequest(
          "The member " + name + " must be visible ASCII without spaces");
    }
    return word;
  }

  /**
   * Whether there is such a member.
   *
   * @throws OAuthException {@code invalid_request} if it is anything but {@code true}
   */
  public boolean isTrue(String name) {
    if (has(name) && !object.path(name).booleanValue()) {
      throw OAuthException.invalidRequest("The member " + name + " must be true or absent");
    }
    return has(name);
  }
}
