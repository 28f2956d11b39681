package dev.signet.validator.keys;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM public keys (RFC 7468 §13) into JWKs, so that one reader judges both forms. */
final class PemReader {
  /** What every block starts with, of whatever label. */
  static final String BEGIN = "-----BEGIN";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final int ED25519_BYTES = 32;

  private PemReader() {}

  static List<Map<String, Object>> publicJwks(String text) throws BadKeySetException {
    List<Map<String, Object>> jwks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (!block.group(1).equals("PUBLIC KEY")) {
        throw new BadKeySetException(
            "it holds a PEM block \"" + block.group(1) + "\": share \"PUBLIC KEY\" blocks only");
      }
      jwks.add(publicJwk(block.group(2)));
    }
    // RFC 1421 §4.6: an encrypted private key has headers, so that it is no block as read above.
    if (jwks.size() != text.split(BEGIN, -1).length - 1) {
      throw new BadKeySetException(
          "it holds a PEM block with headers, or not whole: share \"PUBLIC KEY\" blocks only");
    }
    return jwks;
  }

  private static Map<String, Object> publicJwk(String base64) throws BadKeySetException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return jwk(publicKey(der), der).toJSONObject();
    } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
      throw new BadKeySetException("a PEM public key is not on P-256 or Ed25519, nor RSA");
    }
  }

  private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException failure = new InvalidKeyException("no key");
    for (String type : List.of("EC", "Ed25519", "RSA")) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static JWK jwk(PublicKey key, byte[] der) {
    if (key instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.P_256, ec).build();
    }
    if (key instanceof EdECPublicKey) {
      // RFC 8410 §4: the key is the end of the encoding, as it is.
      byte[] x = Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length);
      return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
    }
    return new RSAKey.Builder((RSAPublicKey) key).build();
  }
}
