package dev.signet.authority.authn.assertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A key by which a client or an issuer signs, as a library of others makes it. */
public record SignerKey(JWK jwk, String algorithm) {
  /** On P-256, under this name. */
  public static SignerKey es256(String kid) {
    try {
      return new SignerKey(new ECKeyGenerator(Curve.P_256).keyID(kid).generate(), "ES256");
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** On P-256, under no name. */
  public static SignerKey nameless() {
    try {
      return new SignerKey(new ECKeyGenerator(Curve.P_256).generate(), "ES256");
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** RSA of 2048 bits, under this name. */
  public static SignerKey rs256(String kid) {
    try {
      return new SignerKey(new RSAKeyGenerator(2048).keyID(kid).generate(), "RS256");
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** The public halves as a JWK Set. */
  public static String set(SignerKey... keys) {
    return Arrays.stream(keys)
        .map(key -> key.jwk().toPublicJWK().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** The public half as Java writes it. */
  public PublicKey publicKey() {
    try {
      return algorithm.equals("ES256") ? jwk.toECKey().toPublicKey() : jwk.toRSAKey().toPublicKey();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  byte[] sign(byte[] input) {
    try {
      boolean elliptic = algorithm.equals("ES256");
      PrivateKey key = elliptic ? jwk.toECKey().toPrivateKey() : jwk.toRSAKey().toPrivateKey();
      Signature signature =
          Signature.getInstance(elliptic ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(input);
      return signature.sign();
    } catch (JOSEException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
