package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import dev.signet.validator.crypto.SignatureVerifier;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns one JWK (RFC 7517 §4) into a key that verifies, or says why it is not good enough.
 *
 * @param allowedAlgorithms JOSE names; a key of another algorithm is not looked at
 */
record JwkReader(Set<String> allowedAlgorithms, Engines engines) {
  /** Secret members of every registered key type: RFC 7518 §6, RFC 8037 §2, RFC 9964 §3. */
  private static final Set<String> SECRETS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  /**
   * A source that publishes one secret has no idea what it publishes: none of it is used, wherever
   * in the document the key stands.
   */
  static void refuseSecretsWithin(@Nullable Object json) throws BadKeySetException {
    if (json instanceof Map<?, ?> object) {
      if (object.containsKey("kty")) {
        refuseSecrets(object);
      }
      refuseSecretsWithin(object.values());
    } else if (json instanceof Collection<?> values) {
      for (Object value : values) {
        refuseSecretsWithin(value);
      }
    }
  }

  static void refuseSecrets(Map<?, ?> jwk) throws BadKeySetException {
    if ("oct".equals(jwk.get("kty"))) {
      throw new BadKeySetException(
          "it holds a shared secret: sign with an asymmetric key and share its public half");
    }
    if (!Collections.disjoint(jwk.keySet(), SECRETS)) {
      throw new BadKeySetException("it holds a private key: share its public half only");
    }
  }

  VerifyingKey read(Map<?, ?> jwk, boolean nameByThumbprint) throws InvalidKeyException {
    requireForSignatures(jwk);
    Scheme scheme = scheme(jwk);
    if (!allowedAlgorithms.contains(scheme.joseName())) {
      throw new InvalidKeyException("the algorithm is not allowed here");
    }
    try {
      Map<String, String> material = material(jwk, scheme);
      String thumbprint = Thumbprint.of(material);
      String id = keyId(jwk, nameByThumbprint ? thumbprint : "");
      return new VerifyingKey(id, scheme.joseName(), thumbprint, verifier(scheme, material));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidKeyException("not a well-formed public key", e);
    }
  }

  /** RFC 7517 §4.2–4.3: a key that says what it is for is used for nothing else. */
  static void requireForSignatures(Map<?, ?> jwk) throws InvalidKeyException {
    Object use = jwk.get("use");
    Object operations = jwk.get("key_ops");
    boolean verifies = operations instanceof Collection<?> names && names.contains("verify");
    if ((use != null && !use.equals("sig")) || (operations != null && !verifies)) {
      throw new InvalidKeyException("the key is not for verifying signatures");
    }
  }

  /** The one algorithm of the key's type and curve; what the key says itself may only agree. */
  static Scheme scheme(Map<?, ?> jwk) throws InvalidKeyException {
    Object stated = jwk.get("alg");
    Scheme scheme =
        switch (String.valueOf(jwk.get("kty"))) {
          case "EC" -> onCurve(jwk, "P-256", Scheme.ES256);
          case "OKP" -> onCurve(jwk, "Ed25519", Scheme.ED25519);
          case "RSA" -> Scheme.RS256;
          // RFC 9964 §3: alg is the parameter set, and required.
          case "AKP" -> mlDsa(String.valueOf(stated));
          default -> throw new InvalidKeyException("key type is not supported");
        };
    if (stated != null && !stated.equals(scheme.joseName())) {
      throw new InvalidKeyException("alg does not fit the key");
    }
    return scheme;
  }

  private static Scheme onCurve(Map<?, ?> jwk, String curve, Scheme scheme)
      throws InvalidKeyException {
    if (!curve.equals(jwk.get("crv"))) {
      throw new InvalidKeyException("curve is not supported");
    }
    return scheme;
  }

  private static Scheme mlDsa(String stated) throws InvalidKeyException {
    return Scheme.named(stated)
        .filter(scheme -> scheme.keyType() == Scheme.KeyType.AKP)
        .orElseThrow(() -> new InvalidKeyException("alg names no parameter set of ML-DSA"));
  }

  /** What the key is made of (RFC 7638 §3.2); nothing else, such as x5c, is ever parsed. */
  static Map<String, String> material(Map<?, ?> jwk, Scheme scheme) throws InvalidKeyException {
    Map<String, String> material = new TreeMap<>();
    for (String name : scheme.keyType().members()) {
      if (jwk.get(name) instanceof String text && isBase64Url(text)) {
        material.put(name, text);
      } else {
        throw new InvalidKeyException(name + " is missing or not base64url text");
      }
    }
    return material;
  }

  private static boolean isBase64Url(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
      if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static String keyId(Map<?, ?> jwk, String fallback) throws InvalidKeyException {
    Object id = jwk.get("kid") == null ? fallback : jwk.get("kid");
    if (id instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new InvalidKeyException("kid is missing or no text");
  }

  private SignatureVerifier verifier(Scheme scheme, Map<String, String> material)
      throws GeneralSecurityException {
    return switch (scheme) {
      case ES256 ->
          new Es256Verifier(
              PublicKeys.onP256(decode(material, "x"), decode(material, "y")), engines);
      case RS256 ->
          new Rs256Verifier(PublicKeys.rsa(decode(material, "n"), decode(material, "e")), engines);
      case ED25519 -> new Ed25519Verifier(decode(material, "x"), engines);
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
          new MlDsaVerifier(scheme, decode(material, "pub"), engines);
    };
  }

  private static byte[] decode(Map<String, String> material, String name) {
    return Base64.getUrlDecoder().decode(material.getOrDefault(name, ""));
  }
}
