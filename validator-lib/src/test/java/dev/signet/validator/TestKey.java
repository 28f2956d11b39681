package dev.signet.validator;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A signing key of an authority that exists for one run of the tests. */
public record TestKey(String id, String algorithm, KeyPair pair) {
  public static final TestKey ES256 = generate("es-1", "ES256");
  public static final TestKey ED25519 = generate("ed-1", "Ed25519");
  public static final TestKey RS256 = generate("rs-1", "RS256");

  private static final Map<String, String> JCA =
      Map.of(
          "ES256", "SHA256withECDSAinP1363Format", "Ed25519", "Ed25519", "RS256", "SHA256withRSA");

  public static TestKey generate(String id, String algorithm) {
    return switch (algorithm) {
      case "ES256" -> generate(id, algorithm, "EC", new ECGenParameterSpec("secp256r1"));
      case "Ed25519" -> generate(id, algorithm, "Ed25519", NamedParameterSpec.ED25519);
      default ->
          generate(
              id, algorithm, "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
    };
  }

  public static TestKey generate(
      String id, String algorithm, String type, AlgorithmParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      generator.initialize(spec);
      return new TestKey(id, algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public byte[] sign(byte[] input) {
    try {
      Signature signature = Signature.getInstance(JCA.getOrDefault(algorithm, algorithm));
      signature.initSign(pair.getPrivate());
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The members of the public JWK, for a test to change one of. */
  public Map<String, Object> jwk() {
    Map<String, Object> jwk = new TreeMap<>(publicParts());
    jwk.put("kid", id);
    jwk.put("alg", algorithm);
    jwk.put("use", "sig");
    return jwk;
  }

  public static String set(TestKey... keys) {
    return set(Arrays.stream(keys).map(TestKey::jwk).toArray());
  }

  public static String set(Object... jwks) {
    return Json.write(Map.of("keys", Arrays.asList(jwks)));
  }

  private Map<String, Object> publicParts() {
    return switch (algorithm) {
      case "ES256" ->
          new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build().toJSONObject();
      case "Ed25519" -> {
        byte[] der = pair.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(der, der.length - 32, der.length);
        yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build().toJSONObject();
      }
      default -> new RSAKey.Builder((RSAPublicKey) pair.getPublic()).build().toJSONObject();
    };
  }
}
