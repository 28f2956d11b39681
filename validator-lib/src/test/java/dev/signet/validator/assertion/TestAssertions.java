package dev.signet.validator.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.TestKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One good assertion, and the means to change one thing in it before it is signed. */
final class TestAssertions {
  static final String ISSUER = "billing";
  static final String AUDIENCE = "https://auth.example.com";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final TestKey key;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private UnaryOperator<String> payload = text -> text;

  private TestAssertions(TestKey key) {
    this.key = key;
    header.put("alg", '"' + key.algorithm() + '"');
    header.put("kid", '"' + key.id() + '"');
    claims.put("iss", '"' + ISSUER + '"');
    claims.put("sub", '"' + ISSUER + '"');
    claims.put("aud", '"' + AUDIENCE + '"');
    claims.put("iat", seconds(0));
    claims.put("exp", seconds(60));
    claims.put("jti", "\"one\"");
  }

  static TestAssertions good() {
    return of(TestKey.ES256);
  }

  static TestAssertions of(TestKey key) {
    return new TestAssertions(key);
  }

  static String seconds(long fromNow) {
    return String.valueOf(NOW.getEpochSecond() + fromNow);
  }

  TestAssertions header(String name, String json) {
    header.put(name, json);
    return this;
  }

  TestAssertions withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  TestAssertions claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  TestAssertions without(String claim) {
    claims.remove(claim);
    return this;
  }

  TestAssertions payload(UnaryOperator<String> change) {
    payload = change;
    return this;
  }

  String signed() {
    return signedBy(key::sign);
  }

  String signedBy(UnaryOperator<byte[]> signer) {
    String input = encode(object(header)) + '.' + encode(payload.apply(object(claims)));
    byte[] signature = signer.apply(input.getBytes(UTF_8));
    return input + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
