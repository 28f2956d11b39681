package dev.signet.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One valid token, and the means to change one thing in it before it is signed. Values are JSON
 * text, so that a test can write what no serialiser would.
 */
final class TestTokens {
  static final String ISSUER = "https://auth.example.com";
  static final String AUDIENCE = "https://api.example.com";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestKey key;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private @Nullable String headerText;
  private byte @Nullable [] payload;
  private UnaryOperator<String> headerSegment = segment -> segment;
  private UnaryOperator<String> payloadSegment = segment -> segment;

  private TestTokens(TestKey key) {
    this.key = key;
    header.put("typ", "\"at+jwt\"");
    header.put("alg", '"' + key.algorithm() + '"');
    header.put("kid", '"' + key.id() + '"');
    claims.put("iss", '"' + ISSUER + '"');
    claims.put("sub", "\"alice\"");
    claims.put("aud", '"' + AUDIENCE + '"');
    claims.put("client_id", "\"shop\"");
    claims.put("iat", String.valueOf(NOW.getEpochSecond() - 60));
    claims.put("exp", String.valueOf(NOW.getEpochSecond() + 300));
    claims.put("jti", "\"3q2-7w\"");
    claims.put("scope", "\"orders.read orders.write\"");
  }

  static TestTokens valid() {
    return valid(TestKey.ES256);
  }

  static TestTokens valid(TestKey key) {
    return new TestTokens(key);
  }

  TestTokens header(String name, String json) {
    header.put(name, json);
    return this;
  }

  TestTokens withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  TestTokens headerText(String json) {
    headerText = json;
    return this;
  }

  TestTokens claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  TestTokens claim(String name, Instant time) {
    return claim(name, String.valueOf(time.getEpochSecond()));
  }

  TestTokens without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** The payload as text, to which members can be added that a map cannot hold. */
  TestTokens payloadText(UnaryOperator<String> change) {
    return payloadBytes(change.apply(object(claims)).getBytes(UTF_8));
  }

  TestTokens payloadBytes(byte[] bytes) {
    payload = bytes;
    return this;
  }

  TestTokens headerSegment(UnaryOperator<String> change) {
    headerSegment = change;
    return this;
  }

  TestTokens payloadSegment(UnaryOperator<String> change) {
    payloadSegment = change;
    return this;
  }

  /** Header and payload as they are signed. */
  String signingInput() {
    String head = headerText == null ? object(header) : headerText;
    byte[] body = payload == null ? object(claims).getBytes(UTF_8) : payload;
    return headerSegment.apply(encode(head.getBytes(UTF_8)))
        + '.'
        + payloadSegment.apply(encode(body));
  }

  String signed() {
    return signedBy(key::sign);
  }

  String signedBy(UnaryOperator<byte[]> signer) {
    String input = signingInput();
    return input + '.' + encode(signer.apply(input.getBytes(UTF_8)));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] decode(String segment) {
    return Base64.getUrlDecoder().decode(segment);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
