package dev.signet.validator.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.InvalidKeyException;
import java.text.ParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns one JWK (RFC 7517 §4) into a key that verifies, or says why it is not good enough. */
final class PublicJwk {
  /** Secret members of every registered key type: RFC 7518 §6, RFC 8037 §2, RFC 9964 §3. */
  private static final Set<String> SECRETS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  /** What a public key is made of; nothing else, such as x5c, is ever parsed. */
  private static final List<String> PARTS = List.of("kty", "crv", "x", "y", "n", "e");

  private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");

  private PublicJwk() {}

  /** A source that publishes one secret has no idea what it publishes: none of it is used. */
  static void refuseSecrets(Map<?, ?> jwk) throws BadKeySetException {
    if ("oct".equals(jwk.get("kty")) || jwk.keySet().stream().anyMatch(SECRETS::contains)) {
      throw new BadKeySetException("it holds a private or shared key: share public keys only");
    }
  }

  static VerifyingKey parse(Map<?, ?> jwk, boolean nameByThumbprint) throws InvalidKeyException {
    requireForSignatures(jwk);
    try {
      JWK parsed = JWK.parse(parts(jwk));
      String id = keyId(jwk, nameByThumbprint ? parsed.computeThumbprint().toString() : "");
      VerifyingKey key = new VerifyingKey(id, algorithm(parsed), verifier(parsed));
      if (jwk.get("alg") != null && !key.algorithm().equals(jwk.get("alg"))) {
        throw new InvalidKeyException("alg does not fit the key");
      }
      return key;
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new InvalidKeyException("not a well-formed public key", e);
    }
  }

  private static Map<String, Object> parts(Map<?, ?> jwk) throws InvalidKeyException {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String name : PARTS) {
      Object value = jwk.get(name);
      if (value instanceof String text && BASE64URL.matcher(text).matches()) {
        parts.put(name, text);
      } else if (value != null) {
        throw new InvalidKeyException(name + " is not base64url text");
      }
    }
    return parts;
  }

  /** RFC 7517 §4.2–4.3: a key that says what it is for is used for nothing else. */
  private static void requireForSignatures(Map<?, ?> jwk) throws InvalidKeyException {
    Object use = jwk.get("use");
    Object operations = jwk.get("key_ops");
    boolean verifies = operations instanceof Collection<?> names && names.contains("verify");
    if ((use != null && !use.equals("sig")) || (operations != null && !verifies)) {
      throw new InvalidKeyException("the key is not for verifying signatures");
    }
  }

  private static String keyId(Map<?, ?> jwk, String fallback) throws InvalidKeyException {
    Object id = jwk.get("kid") == null ? fallback : jwk.get("kid");
    if (id instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw new InvalidKeyException("kid is missing or no text");
  }

  private static String algorithm(JWK key) throws InvalidKeyException {
    if (key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256)) {
      return "ES256";
    }
    if (key instanceof OctetKeyPair okp && okp.getCurve().equals(Curve.Ed25519)) {
      return "Ed25519";
    }
    if (key instanceof RSAKey) {
      return "RS256";
    }
    throw new InvalidKeyException("key type or curve is not supported");
  }

  private static SignatureVerifier verifier(JWK key) throws InvalidKeyException, JOSEException {
    if (key instanceof ECKey ec) {
      return new Es256Verifier(ec.toECPublicKey());
    }
    if (key instanceof OctetKeyPair okp) {
      return new Ed25519Verifier(okp.getDecodedX());
    }
    return new Rs256Verifier(key.toRSAKey().toRSAPublicKey());
  }
}
