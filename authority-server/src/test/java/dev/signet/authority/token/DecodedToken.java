package dev.signet.authority.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * A token taken apart by nothing but base64 and JSON, so that no library of ours or of others
 * judges what it says.
 *
 * @param header its header
 * @param claims its claims
 */
public record DecodedToken(JsonNode header, JsonNode claims) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Takes a token apart. */
  public static DecodedToken of(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    try {
      return new DecodedToken(decode(parts[0]), decode(parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode decode(String part) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(part));
  }
}
