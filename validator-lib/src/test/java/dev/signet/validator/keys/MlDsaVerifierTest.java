package dev.signet.validator.keys;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.publicPart;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Json;
import dev.signet.validator.TestKey;
import dev.signet.validator.crypto.Engines;
import dev.signet.validator.crypto.TestEngines;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist C.20: ML-DSA (RFC 9964), by the published examples and with each provider. */
class MlDsaVerifierTest {
  private static final Set<String> ALGORITHMS = Set.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87");

  static Stream<Arguments> providers() {
    return ALGORITHMS.stream()
        .sorted()
        .flatMap(name -> TestEngines.having(name).map(engines -> Arguments.of(name, engines)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("providers")
  void verifiesThePublishedSignatureAndNoMutationOfIt(String algorithm, TestEngines provider)
      throws BadKeySetException {
    Map<String, Object> vector = vector(algorithm);
    VerifyingKey key = key(vector, provider);
    String compact = text(vector, "jws");
    int dot = compact.lastIndexOf('.');
    byte[] input = compact.substring(0, dot).getBytes(UTF_8);
    byte[] signature = Base64.getUrlDecoder().decode(compact.substring(dot + 1));

    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(key.verify(input, input.length, signature)).isTrue();
    assertThat(key.verify(input, input.length - 1, signature)).isFalse();
    for (int at : new int[] {0, 40, signature.length / 2, signature.length - 1}) {
      byte[] flipped = signature.clone();
      flipped[at] ^= 1;
      assertThat(key.verify(input, input.length, flipped)).isFalse();
    }
    assertThat(key.verify(input, input.length, signature)).isTrue();
  }

  @ParameterizedTest(name = "C.20.2 lengths, {0} {1}")
  @MethodSource("providers")
  void refusesSignaturesOfAnotherLength(String algorithm, TestEngines provider)
      throws BadKeySetException {
    Map<String, Object> vector = vector(algorithm);
    VerifyingKey key = key(vector, provider);
    byte[] input = {1};
    int bytes = ((Number) requireNonNull(object(vector, "sizes").get("signature"))).intValue();

    for (int length : new int[] {0, 1, bytes - 1, bytes + 1, 64}) {
      assertThat(key.verify(input, 1, new byte[length])).isFalse();
    }
  }

  @ParameterizedTest(name = "C.20.6 {0}")
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void namesAKeyByTheThumbprintOverAlgKtyAndPub(String algorithm) throws BadKeySetException {
    Map<String, Object> vector = vector(algorithm);
    String published = text(object(vector, "jwk"), "kid");

    VerifyingKeys keys = everywhere().readShared(jwk(vector, jwk -> jwk.remove("kid")));

    assertThat(keys.find(published)).isPresent();
  }

  @ParameterizedTest(name = "C.20.1, C.20.4 {0}")
  @MethodSource("contradictions")
  @DisplayName("C.20 keys that contradict themselves are skipped, alone")
  void skipsAKeyThatContradictsItself(String row, Consumer<Map<String, Object>> change)
      throws BadKeySetException {
    Map<String, Object> bad = publicPart(object(vector("ML-DSA-44"), "jwk"));
    change.accept(bad);

    VerifyingKeys keys =
        everywhere().readSet(TestKey.set(bad, TestKey.ES256.jwk()).getBytes(UTF_8));

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.skipped()).isEqualTo(1);
  }

  static Stream<Arguments> contradictions() {
    String longer = text(object(vector("ML-DSA-65"), "jwk"), "pub");
    return Stream.of(
        row("alg missing", jwk -> jwk.remove("alg")),
        row("alg of another length", jwk -> jwk.put("alg", "ML-DSA-65")),
        row("alg of another family", jwk -> jwk.put("alg", "ES256")),
        row("pub of another length", jwk -> jwk.put("pub", longer)),
        row("pub missing", jwk -> jwk.remove("pub")),
        row("pub one byte short", jwk -> jwk.put("pub", "A".repeat(1748))),
        row("crv of P-256", jwk -> jwk.put("kty", "EC")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void refusesASetWithTheSeed(String algorithm) {
    assertThatThrownBy(() -> everywhere().readShared(Json.write(object(vector(algorithm), "jwk"))))
        .isInstanceOf(BadKeySetException.class)
        .hasMessageContaining("private key");
  }

  private static Arguments row(String name, Consumer<Map<String, Object>> change) {
    return Arguments.of(name, change);
  }

  private static String jwk(Map<String, Object> vector, Consumer<Map<String, Object>> change) {
    Map<String, Object> jwk = publicPart(object(vector, "jwk"));
    change.accept(jwk);
    return Json.write(jwk);
  }

  private static VerifyingKey key(Map<String, Object> vector, TestEngines provider)
      throws BadKeySetException {
    return new KeySetReader(ALGORITHMS, provider.engines())
        .readShared(jwk(vector, jwk -> {}))
        .find(text(object(vector, "jwk"), "kid"))
        .orElseThrow();
  }

  private static KeySetReader everywhere() {
    return new KeySetReader(
        Set.of("ES256", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"), Engines.trusted());
  }

  private static Map<String, Object> vector(String algorithm) {
    return read(algorithm.toLowerCase(Locale.ROOT) + ".json");
  }
}
