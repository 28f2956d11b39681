package dev.signet.examples.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Makes proofs (RFC 9449 §4.2) with a key that never leaves the process. Thread-safe.
 *
 * <p>The JDK is all that it takes; a library for OAuth clients does the same.
 */
final class ProofKey {
  private static final int COORDINATE_BYTES = 32;
  private static final JsonMapper JSON = new JsonMapper();

  private final KeyPair keys;
  private final Clock clock;

  private ProofKey(KeyPair keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** A new key, on P-256. */
  static ProofKey generate(Clock clock) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return new ProofKey(generator.generateKeyPair(), clock);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has P-256", e);
    }
  }

  /**
   * A proof for one request; each is good once.
   *
   * @param token the access token that goes with it; empty where there is none yet
   * @param nonce what the server gave last; empty if it gave none
   */
  String proof(String method, URI address, String token, String nonce) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", method);
    claims.put("htu", withoutQuery(address));
    claims.put("iat", clock.instant().getEpochSecond());
    if (!token.isEmpty()) {
      claims.put("ath", base64url(sha256(token)));
    }
    if (!nonce.isEmpty()) {
      claims.put("nonce", nonce);
    }
    String input =
        encoded(Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", publicKey()))
            + '.'
            + encoded(claims);
    return input + '.' + base64url(sign(input));
  }

  /** RFC 9449 §4.2: the address without query and fragment. */
  private static String withoutQuery(URI address) {
    return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
  }

  private Map<String, Object> publicKey() {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return Map.of(
        "kty",
        "EC",
        "crv",
        "P-256",
        "x",
        coordinate(key.getW().getAffineX()),
        "y",
        coordinate(key.getW().getAffineY()));
  }

  /** RFC 7518 §6.2.1.2: as many bytes as the curve has, with leading zeros. */
  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    byte[] bytes = new byte[COORDINATE_BYTES];
    int length = Math.min(signed.length, COORDINATE_BYTES);
    System.arraycopy(signed, signed.length - length, bytes, COORDINATE_BYTES - length, length);
    return base64url(bytes);
  }

  private byte[] sign(String input) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(input.getBytes(US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was made here signs", e);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String encoded(Map<String, Object> members) {
    try {
      return base64url(JSON.writeValueAsString(members).getBytes(UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers can be written", e);
    }
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
