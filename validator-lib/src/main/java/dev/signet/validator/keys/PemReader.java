package dev.signet.validator.keys;

import java.math.BigInteger;
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
  private static final int P256_BYTES = 32;

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
      return jwk(publicKey(der), der);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
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

  private static Map<String, Object> jwk(PublicKey key, byte[] der)
      throws GeneralSecurityException {
    if (key instanceof ECPublicKey ec) {
      byte[] x = coordinate(ec.getW().getAffineX());
      byte[] y = coordinate(ec.getW().getAffineY());
      // A point of another curve is none of this one.
      PublicKeys.onP256(x, y);
      return Map.of("kty", "EC", "crv", "P-256", "x", text(x), "y", text(y));
    }
    if (key instanceof EdECPublicKey) {
      // RFC 8410 §4: the key is the end of the encoding, as it is.
      byte[] x = Arrays.copyOfRange(der, der.length - ED25519_BYTES, der.length);
      return Map.of("kty", "OKP", "crv", "Ed25519", "x", text(x));
    }
    RSAPublicKey rsa = (RSAPublicKey) key;
    byte[] n = unsigned(rsa.getModulus());
    return Map.of("kty", "RSA", "n", text(n), "e", text(unsigned(rsa.getPublicExponent())));
  }

  private static byte[] coordinate(BigInteger number) throws InvalidKeyException {
    if (number.bitLength() > P256_BYTES * Byte.SIZE) {
      throw new InvalidKeyException("no coordinate of P-256");
    }
    return RsaArithmetic.fixedLength(number, P256_BYTES);
  }

  private static byte[] unsigned(BigInteger number) {
    return RsaArithmetic.fixedLength(number, (number.bitLength() + 7) / 8);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
