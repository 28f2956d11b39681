package dev.signet.authority.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.keys.signing.SigningKey;
import dev.signet.validator.Algorithm;
import dev.signet.validator.TokenValidator;
import dev.signet.validator.ValidatorState;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JWK Set of a ring with a key of each algorithm. */
class JwkSetTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** RFC 7517 §9.2 and RFC 7518 §6: what only the holder of a key may know. */
  private static final Set<String> PRIVATE =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  private static final Map<SigningAlgorithm, SigningKey> KEYS =
      new EnumMap<>(SigningAlgorithm.class);

  private static String text = "";

  @BeforeAll
  static void makeKeys() {
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      KEYS.put(algorithm, SigningKey.generate(algorithm, RunningAuthority.START));
    }
    text = ring(KEYS.values()).jwkSet();
  }

  private static KeyRing ring(Collection<SigningKey> keys) {
    return new KeyRing(
        keys.stream().map(key -> TestKeys.active(key, RunningAuthority.START)).toList());
  }

  private static JsonNode jwk(SigningAlgorithm algorithm) throws Exception {
    for (JsonNode key : JSON.readTree(text).path("keys")) {
      if (key.path("alg").asText().equals(algorithm.joseName())) {
        return key;
      }
    }
    throw new AssertionError("no key for " + algorithm);
  }

  private static SigningKey key(SigningAlgorithm algorithm) {
    return requireNonNull(KEYS.get(algorithm), "makeKeys");
  }

  @Test
  @DisplayName("C.12.1 has the keys, and no private member")
  void hasNoPrivateMember() throws Exception {
    JsonNode set = JSON.readTree(text);

    assertThat(set.fieldNames()).toIterable().containsExactly("keys");
    assertThat(set.path("keys")).hasSize(SigningAlgorithm.values().length);
    for (JsonNode key : set.path("keys")) {
      assertThat(key.fieldNames()).toIterable().doesNotContainAnyElementsOf(PRIVATE);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("C.12.2 every key says its type, name, algorithm and use")
  void saysWhatAKeyIsFor(SigningAlgorithm algorithm) throws Exception {
    JsonNode key = jwk(algorithm);

    assertThat(key.path("kty").asText())
        .isEqualTo(
            switch (algorithm) {
              case ES256 -> "EC";
              case ED25519 -> "OKP";
              case RS256 -> "RSA";
              case ML_DSA_65 -> "AKP";
            });
    assertThat(key.path("alg").asText()).isEqualTo(algorithm.joseName());
    assertThat(key.path("use").asText()).isEqualTo("sig");
    assertThat(key.path("kid").asText()).hasSize(43);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("C.12.3 and C.12.4 the name of a key is its RFC 7638 thumbprint")
  void namesAKeyByItsThumbprint(SigningAlgorithm algorithm) throws Exception {
    JsonNode key = jwk(algorithm);
    List<String> members =
        switch (algorithm) {
          case ES256 -> List.of("crv", "kty", "x", "y");
          case ED25519 -> List.of("crv", "kty", "x");
          case RS256 -> List.of("e", "kty", "n");
          case ML_DSA_65 -> List.of("alg", "kty", "pub");
        };
    List<String> fields = new ArrayList<>();
    for (String member : members) {
      fields.add(String.format(Locale.ROOT, "\"%s\":\"%s\"", member, key.path(member).asText()));
    }
    byte[] canonical = ("{" + String.join(",", fields) + "}").getBytes(UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);

    assertThat(key.path("kid").asText())
        .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  @Test
  @DisplayName("C.12.3 names are distinct")
  void namesAreDistinct() throws Exception {
    assertThat(JSON.readTree(text).path("keys").findValuesAsText("kid")).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("C.12.5 EC coordinates keep their leading zeros")
  void keepsLeadingZerosOfCoordinates() throws Exception {
    SigningKey key = keyWithAShortCoordinate();

    JsonNode jwk = JSON.readTree(ring(List.of(key)).jwkSet()).path("keys").path(0);

    ECPublicKey publicKey = (ECPublicKey) key.publicKey();
    assertThat(decode(jwk, "x")).hasSize(32);
    assertThat(decode(jwk, "y")).hasSize(32);
    assertThat(new BigInteger(1, decode(jwk, "x"))).isEqualTo(publicKey.getW().getAffineX());
    assertThat(new BigInteger(1, decode(jwk, "y"))).isEqualTo(publicKey.getW().getAffineY());
  }

  /** One key in 128 has a coordinate with a leading zero byte. */
  private static SigningKey keyWithAShortCoordinate() {
    for (int i = 0; i < 20_000; i++) {
      SigningKey key = SigningKey.generate(SigningAlgorithm.ES256, RunningAuthority.START);
      ECPublicKey publicKey = (ECPublicKey) key.publicKey();
      if (publicKey.getW().getAffineX().bitLength() <= 248
          || publicKey.getW().getAffineY().bitLength() <= 248) {
        return key;
      }
    }
    throw new AssertionError("no key with a leading zero byte");
  }

  @Test
  @DisplayName("C.12.5 the modulus of RSA has no leading zero and at least 2048 bits")
  void hasAMinimalModulus() throws Exception {
    byte[] modulus = decode(jwk(SigningAlgorithm.RS256), "n");

    assertThat(modulus[0]).isNotZero();
    assertThat(new BigInteger(1, modulus).bitLength()).isEqualTo(3072);
    assertThat(decode(jwk(SigningAlgorithm.RS256), "e")).containsExactly(1, 0, 1);
  }

  @Test
  @DisplayName("C.19.3 an Ed25519 key is OKP with 32 bytes")
  void hasThe32BytesOfEd25519() throws Exception {
    JsonNode jwk = jwk(SigningAlgorithm.ED25519);

    byte[] info = key(SigningAlgorithm.ED25519).publicKey().getEncoded();
    assertThat(jwk.path("crv").asText()).isEqualTo("Ed25519");
    assertThat(decode(jwk, "x")).hasSize(32).isEqualTo(Arrays.copyOfRange(info, 12, 44));
  }

  @Test
  void isReadByNimbusAndByTheValidator() throws Exception {
    assertThat(JWKSet.parse(text).getKeys())
        .as("it knows no AKP yet, and skips it")
        .hasSize(3)
        .noneMatch(key -> key.isPrivate())
        .allMatch(key -> key.getKeyID().equals(thumbprint(key)));
    try (TokenValidator validator =
        TokenValidator.forAuthority(RunningAuthority.ISSUER, "orders")
            .keys(text)
            .allowedAlgorithms(EnumSet.allOf(Algorithm.class))
            .build()) {
      ValidatorState.Counters counters = validator.state().counters();
      assertThat(counters.usableKeys()).isEqualTo(4);
      assertThat(counters.skippedKeys()).isZero();
    }
  }

  private static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] decode(JsonNode jwk, String member) {
    return Base64.getUrlDecoder().decode(jwk.path(member).asText());
  }
}
