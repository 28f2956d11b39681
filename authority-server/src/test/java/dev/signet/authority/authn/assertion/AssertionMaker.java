package dev.signet.authority.authn.assertion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An assertion, and the means to change one thing in it before it is signed. Values are JSON text,
 * so that a test can write what no serialiser would.
 */
public final class AssertionMaker {
  private final SignerKey key;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();

  private AssertionMaker(SignerKey key, String issuer, String audience, Instant now) {
    this.key = key;
    header.put("alg", text(key.algorithm()));
    header.put("kid", text(key.jwk().getKeyID()));
    claims.put("iss", text(issuer));
    claims.put("sub", text(issuer));
    claims.put("aud", text(audience));
    claims.put("iat", String.valueOf(now.getEpochSecond()));
    claims.put("exp", String.valueOf(now.getEpochSecond() + 60));
    claims.put("jti", text(UUID.randomUUID().toString()));
  }

  /** A good one, of an issuer about itself. */
  public static AssertionMaker of(SignerKey key, String issuer, String audience, Instant now) {
    return new AssertionMaker(key, issuer, audience, now);
  }

  /** A text as JSON writes it. */
  public static String text(String value) {
    return '"' + value + '"';
  }

  /** With this member in the header. */
  public AssertionMaker header(String name, String json) {
    header.put(name, json);
    return this;
  }

  /** Without this member of the header. */
  public AssertionMaker withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** With this claim. */
  public AssertionMaker claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  /** Without this claim. */
  public AssertionMaker without(String claim) {
    claims.remove(claim);
    return this;
  }

  /** The assertion. */
  public String signed() {
    return signedBy(key::sign);
  }

  /** The assertion with another signature. */
  public String signedBy(UnaryOperator<byte[]> signer) {
    String input =
        encode(object(header).getBytes(UTF_8)) + '.' + encode(object(claims).getBytes(UTF_8));
    return input + '.' + encode(signer.apply(input.getBytes(UTF_8)));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> text(member.getKey()) + ':' + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
