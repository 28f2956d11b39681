package dev.signet.authority.revocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.Optional;

/** What a text that should be a token says of itself; nothing of it is believed. */
public final class PresentedToken {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PARTS = 3;

  private PresentedToken() {}

  /** The {@code jti} in it; empty if it is no token. */
  public static Optional<String> jti(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      JsonNode claims = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8));
      return Optional.of(claims.path("jti")).filter(JsonNode::isTextual).map(JsonNode::textValue);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
