package dev.signet.authority.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A public key as a JWK (RFC 7517 §4; RFC 7518 §6, RFC 8037 §2, RFC 9964 §3).
 *
 * @param kid its name, the RFC 7638 SHA-256 thumbprint
 * @param members all of its members, the name among them
 */
record PublicJwk(String kid, Map<String, String> members) {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  static PublicJwk of(SigningAlgorithm algorithm, PublicKey key) {
    TreeMap<String, String> required = required(algorithm, key);
    String kid = thumbprint(required);
    Map<String, String> members = new TreeMap<>(required);
    members.put("alg", algorithm.joseName());
    members.put("use", "sig");
    members.put("kid", kid);
    return new PublicJwk(kid, Collections.unmodifiableMap(members));
  }

  /** What makes the key, in the order of the thumbprint (RFC 7638 §3.2). */
  private static TreeMap<String, String> required(SigningAlgorithm algorithm, PublicKey key) {
    byte[] info = key.getEncoded();
    return new TreeMap<>(
        switch (algorithm) {
          // A SubjectPublicKeyInfo ends with the point, both of its coordinates at full width.
          case ES256 ->
              Map.of("kty", "EC", "crv", "P-256", "x", tail(info, 64, 32), "y", tail(info, 32, 32));
          case ED25519 -> Map.of("kty", "OKP", "crv", "Ed25519", "x", tail(info, 32, 32));
          case RS256 -> {
            RSAPublicKey rsa = (RSAPublicKey) key;
            yield Map.of(
                "kty",
                "RSA",
                "n",
                minimal(rsa.getModulus()),
                "e",
                minimal(rsa.getPublicExponent()));
          }
          case ML_DSA_65 ->
              Map.of("kty", "AKP", "alg", algorithm.joseName(), "pub", tail(info, 1952, 1952));
        });
  }

  private static String tail(byte[] info, int fromEnd, int length) {
    int from = info.length - fromEnd;
    return BASE64URL.encodeToString(Arrays.copyOfRange(info, from, from + length));
  }

  /** RFC 7518 §2: without the octet that only holds the sign. */
  private static String minimal(BigInteger number) {
    byte[] octets = number.toByteArray();
    int from = octets.length > 1 && octets[0] == 0 ? 1 : 0;
    return BASE64URL.encodeToString(Arrays.copyOfRange(octets, from, octets.length));
  }

  /** Nothing in these values is escaped in JSON. */
  private static String thumbprint(TreeMap<String, String> required) {
    String canonical =
        required.entrySet().stream()
            .map(member -> '"' + member.getKey() + "\":\"" + member.getValue() + '"')
            .collect(Collectors.joining(",", "{", "}"));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return BASE64URL.encodeToString(sha256.digest(canonical.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
