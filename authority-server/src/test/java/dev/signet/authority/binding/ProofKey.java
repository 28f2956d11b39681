package dev.signet.authority.binding;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.authority.http.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A key that a client proves to have, by the JDK alone.
 *
 * @param algorithm the JOSE name of what it signs with
 * @param jwk its public half, the required members alone and in their order (RFC 7638 §3.2)
 * @param pair it
 */
public record ProofKey(String algorithm, Map<String, Object> jwk, KeyPair pair) {
  private static final int COORDINATE_BYTES = 32;

  public static ProofKey es256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      ECPublicKey key = (ECPublicKey) pair.getPublic();
      return new ProofKey(
          "ES256",
          Json.object(
              "crv",
              "P-256",
              "kty",
              "EC",
              "x",
              base64url(unsigned(key.getW().getAffineX(), COORDINATE_BYTES)),
              "y",
              base64url(unsigned(key.getW().getAffineY(), COORDINATE_BYTES))),
          pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static ProofKey ed25519() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] x = Arrays.copyOfRange(encoded, encoded.length - COORDINATE_BYTES, encoded.length);
      return new ProofKey(
          "Ed25519", Json.object("crv", "Ed25519", "kty", "OKP", "x", base64url(x)), pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static ProofKey rs256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      RSAPublicKey key = (RSAPublicKey) pair.getPublic();
      return new ProofKey(
          "RS256",
          Json.object(
              "e", base64url(key.getPublicExponent().toByteArray()),
              "kty", "RSA",
              "n", base64url(unsigned(key.getModulus(), 256))),
          pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** RFC 7638. */
  String thumbprint() {
    try {
      return base64url(MessageDigest.getInstance("SHA-256").digest(Json.bytes(jwk)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String sign(String text) {
    try {
      Signature signature = Signature.getInstance(javaName());
      signature.initSign(pair.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return base64url(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String javaName() {
    return switch (algorithm) {
      case "ES256" -> "SHA256withECDSAinP1363Format";
      case "RS256" -> "SHA256withRSA";
      default -> "Ed25519";
    };
  }

  private static byte[] unsigned(BigInteger number, int bytes) {
    byte[] signed = number.toByteArray();
    byte[] fixed = new byte[bytes];
    int length = Math.min(signed.length, bytes);
    System.arraycopy(signed, signed.length - length, fixed, bytes - length, length);
    return fixed;
  }

  static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
