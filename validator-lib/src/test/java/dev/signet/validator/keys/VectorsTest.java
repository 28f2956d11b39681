package dev.signet.validator.keys;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.objects;
import static dev.signet.validator.Vectors.publicPart;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.signet.validator.Json;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Published examples at the level of keys and signatures. */
class VectorsTest {
  private final KeySetReader reader = new KeySetReader(Set.of("ES256", "Ed25519", "RS256"));

  @Test
  void verifiesTheSignaturesOfRfc7515() throws BadKeySetException {
    Map<String, Object> appendix = read("rfc7515-appendix.json");

    for (String section : Set.of("A.2", "A.3")) {
      Map<String, Object> vector =
          objects(appendix, "vectors").stream()
              .filter(v -> section.equals(v.get("section")))
              .findFirst()
              .orElseThrow();
      VerifyingKey key = only(object(vector, "jwk"));

      assertThat(key.algorithm()).isEqualTo(vector.get("alg"));
      assertVerifies(key, text(vector, "compact"));
    }
  }

  @Test
  void verifiesTheRsaSignatureOfRfc7520() throws BadKeySetException {
    Map<String, Object> vector = objects(read("rfc7520-jws.json"), "vectors").get(0);

    assertThat(vector).containsEntry("section", "4.1");
    assertVerifies(only(objects(vector, "keys").get(0)), text(object(vector, "output"), "compact"));
  }

  @Test
  void verifiesTheEd25519SignaturesOfRfc8037() throws BadKeySetException {
    Map<String, Object> example = read("rfc8037-ed25519.json");
    VerifyingKey key = only(object(example, "public_jwk"));

    assertThat(key.id()).isEqualTo(example.get("thumbprint_sha256_b64u"));
    assertVerifies(key, text(example, "compact"));
    assertVerifies(key, text(object(example, "derived_rfc9864"), "compact"));
  }

  @Test
  void namesAKeyByTheThumbprintOfRfc7638() throws BadKeySetException {
    Map<String, Object> example = read("rfc7638-thumbprint.json");
    Map<String, Object> unnamed = object(example, "jwk");
    unnamed.remove("kid");

    assertThat(only(unnamed).id()).isEqualTo(example.get("thumbprint_sha256_b64u"));
  }

  @Test
  void refusesEveryPrivateOrSharedKeyOfRfc7520() {
    for (Map<String, Object> entry : objects(read("rfc7520-jwk.json"), "keys")) {
      Map<String, Object> jwk = object(entry, "jwk");
      if (jwk.containsKey("d") || jwk.containsKey("k")) {
        assertThatThrownBy(() -> reader.readShared(Json.write(jwk)))
            .isInstanceOf(BadKeySetException.class)
            .hasMessageContaining("public half");
      }
    }
  }

  private VerifyingKey only(Map<String, Object> jwk) throws BadKeySetException {
    Map<String, Object> open = publicPart(jwk);
    open.remove("kid");
    VerifyingKeys keys = reader.readShared(Json.write(open));
    return keys.find(thumbprint(open)).orElseThrow();
  }

  private static String thumbprint(Map<String, Object> jwk) {
    try {
      return JWK.parse(jwk).computeThumbprint().toString();
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertVerifies(VerifyingKey key, String compact) {
    int dot = compact.lastIndexOf('.');
    byte[] input = compact.substring(0, dot).getBytes(UTF_8);
    byte[] signature = Base64.getUrlDecoder().decode(compact.substring(dot + 1));

    assertThat(key.verify(input, input.length, signature)).isTrue();
    input[input.length - 1] ^= 1;
    assertThat(key.verify(input, input.length, signature)).isFalse();
  }
}
