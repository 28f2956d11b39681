package dev.signet.validator.keys;

import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.Scheme;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * A public key that came with what it signed (RFC 7515 §4.1.3): read, and not yet made into a key,
 * which costs more. It has one spelling, and so one thumbprint. Immutable.
 *
 * @param jwk as it came
 * @param thumbprint of its material (RFC 7638)
 */
public record EmbeddedKey(Map<?, ?> jwk, Scheme scheme, String thumbprint) {
  private static final int COORDINATE_BYTES = 32;

  /** A stranger chooses the key: what its signature may cost is bounded by 4096 bits. */
  private static final int MAX_MODULUS_BYTES = 512;

  /**
   * Reads a JWK.
   *
   * @param algorithm the JOSE name that it must be for
   * @throws InvalidKeyException if it is for another, holds a secret, says that it is not for
   *     signatures, or is not in its one spelling
   */
  public static EmbeddedKey read(Map<?, ?> jwk, String algorithm) throws InvalidKeyException {
    refuseSecrets(jwk);
    JwkReader.requireForSignatures(jwk);
    Scheme scheme = JwkReader.scheme(jwk);
    if (!scheme.joseName().equals(algorithm)) {
      throw new InvalidKeyException("the key is for another algorithm");
    }
    Map<String, String> material = JwkReader.material(jwk, scheme);
    switch (scheme) {
      case ES256 -> {
        requireBytes(material, "x", COORDINATE_BYTES);
        requireBytes(material, "y", COORDINATE_BYTES);
      }
      case ED25519 -> requireBytes(material, "x", COORDINATE_BYTES);
      case RS256 -> {
        requireNumber(material, "n");
        requireNumber(material, "e");
      }
      default -> throw new InvalidKeyException("keys of this type are too long to be embedded");
    }
    return new EmbeddedKey(jwk, scheme, Thumbprint.of(material));
  }

  /**
   * Makes the key.
   *
   * @throws InvalidKeyException if it is weak, or no key of its type at all
   */
  public VerifyingKey toVerifyingKey(Engines engines) throws InvalidKeyException {
    return new JwkReader(Set.of(scheme.joseName()), engines).read(jwk, true);
  }

  private static void refuseSecrets(Map<?, ?> jwk) throws InvalidKeyException {
    try {
      // RFC 9449 §4.3, item 7.
      JwkReader.refuseSecrets(jwk);
    } catch (BadKeySetException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  /** RFC 7518 §6.2.1.2: the full size of a coordinate, leading zeros included. */
  private static void requireBytes(Map<String, String> material, String name, int length)
      throws InvalidKeyException {
    if (decode(material, name).length != length) {
      throw new InvalidKeyException(name + " has not " + length + " bytes");
    }
  }

  /** RFC 7518 §2, Base64urlUInt: no leading zeros. */
  private static void requireNumber(Map<String, String> material, String name)
      throws InvalidKeyException {
    byte[] number = decode(material, name);
    if (number.length == 0 || number[0] == 0 || number.length > MAX_MODULUS_BYTES) {
      throw new InvalidKeyException(name + " has leading zeros, or is longer than 4096 bits");
    }
  }

  private static byte[] decode(Map<String, String> material, String name)
      throws InvalidKeyException {
    String text = material.getOrDefault(name, "");
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException(name + " is no base64url", e);
    }
    throw new InvalidKeyException(name + " is not in its one spelling");
  }
}
