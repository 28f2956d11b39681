package dev.signet.validator.fuzz;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.objects;
import static dev.signet.validator.Vectors.publicPart;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.Json;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.PinnedKeys;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An authority whose keys are examples of the RFCs, so that a seed stays signed for ever. */
final class ExampleAuthority {
  static final String ISSUER = "https://auth.example.com";
  static final String AUDIENCE = "https://api.example.com";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Map<String, Object> ED25519 = read("rfc8037-ed25519.json");
  private static final Ed25519PrivateKeyParameters SIGNING_KEY =
      new Ed25519PrivateKeyParameters(
          Base64.getUrlDecoder().decode(text(object(ED25519, "private_jwk"), "d")));

  /** RFC 8037 A.3. */
  static final String SIGNING_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

  private ExampleAuthority() {}

  /** The public half of the key that signs. */
  static String signingJwk() {
    return Json.write(publicPart(object(ED25519, "public_jwk")));
  }

  /** A key of each algorithm: RFC 8037 A.1 as ed, RFC 7515 A.3 as es, RFC 7520 §3.3 as rs. */
  static String keySet() {
    return Json.write(
        Map.of(
            "keys",
            List.of(
                named("ed", object(ED25519, "public_jwk")),
                named("es", object(section("rfc7515-appendix.json", "vectors", "A.3"), "jwk")),
                named("rs", object(section("rfc7520-jwk.json", "keys", "3.3"), "jwk")))));
  }

  /** The one of its keys that signs, as a validator has it. */
  static KeySupply keys() {
    try {
      byte[] set = keySet().getBytes(UTF_8);
      return new PinnedKeys(new KeySetReader(Set.of("Ed25519")).readSet(set));
    } catch (BadKeySetException e) {
      throw new AssertionError(e);
    }
  }

  /** A validator of its tokens, to which it is {@link #NOW} for ever. */
  static TokenValidator validator() {
    return TokenValidator.forAuthority(ISSUER, AUDIENCE)
        .keys(keySet())
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  /** A token of exactly this header and payload, under the key ed. */
  static String sign(byte[] header, byte[] payload) {
    byte[] input = (encode(header) + '.' + encode(payload)).getBytes(ISO_8859_1);
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, SIGNING_KEY);
    signer.update(input, 0, input.length);
    return new String(input, ISO_8859_1) + '.' + encode(signer.generateSignature());
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Map<String, Object> named(String id, Map<String, Object> jwk) {
    Map<String, Object> named = publicPart(jwk);
    named.put("kid", id);
    return named;
  }

  private static Map<String, Object> section(String file, String member, String section) {
    return objects(read(file), member).stream()
        .filter(vector -> section.equals(vector.get("section")))
        .findFirst()
        .orElseThrow();
  }
}
