package dev.signet.validator.keys;

import static dev.signet.validator.TestKey.ED25519;
import static dev.signet.validator.TestKey.ES256;
import static dev.signet.validator.TestKey.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Json;
import dev.signet.validator.TestKey;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group D, as far as the text of a key set goes. */
class KeySetReaderTest {
  private final KeySetReader reader = new KeySetReader(Set.of("ES256", "Ed25519", "RS256"));

  @Test
  void readsOneKeyOfEachAlgorithm() throws BadKeySetException {
    VerifyingKeys keys = read(TestKey.set(ES256, ED25519, RS256));

    assertThat(keys.size()).isEqualTo(3);
    assertThat(keys.skipped()).isZero();
    assertThat(keys.find("es-1").orElseThrow().algorithm()).isEqualTo("ES256");
    assertThat(keys.find("ed-1").orElseThrow().algorithm()).isEqualTo("Ed25519");
    assertThat(keys.find("rs-1").orElseThrow().algorithm()).isEqualTo("RS256");
    assertThat(keys.find("other")).isEmpty();
  }

  @Test
  void derivesTheAlgorithmOfAKeyThatNamesNone() throws BadKeySetException {
    VerifyingKeys keys =
        read(
            TestKey.set(
                changed(ES256, jwk -> jwk.remove("alg")),
                changed(RS256, jwk -> jwk.remove("alg"))));

    assertThat(keys.find("es-1").orElseThrow().algorithm()).isEqualTo("ES256");
    assertThat(keys.find("rs-1").orElseThrow().algorithm()).isEqualTo("RS256");
  }

  @ParameterizedTest(name = "D09 {0}")
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
  void refusesTheWholeSetForOneSecret(String member) {
    assertRefused(TestKey.set(RS256.jwk(), changed(ES256, jwk -> jwk.put(member, "AAAA"))));
  }

  @Test
  @DisplayName("D09 an oct key")
  void refusesTheWholeSetForASharedKey() {
    assertRefused(TestKey.set(RS256.jwk(), Map.of("kty", "oct", "kid", "x")));
  }

  @Test
  @DisplayName("D09 a secret around the keys, or deeper than a key stands")
  void refusesASecretWhereverItStands() {
    Map<String, Object> secret = changed(ED25519, jwk -> jwk.put("d", "AAAA"));
    Map<String, Object> around = changed(ED25519, jwk -> jwk.put("d", "AAAA"));
    around.put("keys", List.of(ES256.jwk()));

    assertRefused(Json.write(around));
    assertRefused(TestKey.set(ES256.jwk(), List.of(secret)));
    assertRefused(Json.write(Map.of("keys", List.of(ES256.jwk()), "old", Map.of("a", secret))));
  }

  @Test
  void takesAShortNameForASecretOnlyInAKey() throws BadKeySetException {
    String text = Json.write(Map.of("keys", List.of(ES256.jwk()), "about", Map.of("d", "AAAA")));

    assertThat(read(text).size()).isEqualTo(1);
  }

  @Test
  @DisplayName("D08 duplicate kid, even if one of the two is not usable")
  void refusesTwoKeysOfOneId() {
    assertRefused(TestKey.set(RS256.jwk(), changed(ES256, jwk -> jwk.put("kid", "rs-1"))));
    assertRefused(TestKey.set(RS256.jwk(), Map.of("kty", "new", "kid", "rs-1")));
  }

  @ParameterizedTest(name = "D10 {0}")
  @ValueSource(
      strings = {
        "{\"keys\":[]}",
        "{}",
        "<html></html>",
        "",
        "[]",
        "{\"keys\":{}}",
        "{\"keys\":[1,null]}",
        "{\"keys\":[{\"kty\":\"new\",\"kid\":\"a\"}]}",
        "{\"keys\":[],\"keys\":[]}"
      })
  void refusesASetWithoutAUsableKey(String text) {
    assertRefused(text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notUsable")
  void skipsAndCountsOneKeyAmongGoodOnes(String row, Map<String, Object> bad)
      throws BadKeySetException {
    VerifyingKeys keys = read(TestKey.set(bad, ED25519.jwk()));

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.skipped()).isEqualTo(1);
    assertThat(keys.find("ed-1")).isPresent();
  }

  static Stream<Arguments> notUsable() {
    TestKey weak =
        TestKey.generate(
            "rs-1", "RS256", "RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
    TestKey e3 =
        TestKey.generate(
            "rs-1", "RS256", "RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
    String zeros = "A".repeat(43);
    return Stream.of(
        Arguments.of("D11 y missing", changed(ES256, jwk -> jwk.remove("y"))),
        Arguments.of("D11 x a number", changed(ES256, jwk -> jwk.put("x", 1))),
        Arguments.of("D11 x null", changed(ES256, jwk -> jwk.put("x", null))),
        Arguments.of("D11 x not base64url", changed(ES256, jwk -> jwk.put("x", "A+=="))),
        Arguments.of("D11 kty missing", changed(ES256, jwk -> jwk.remove("kty"))),
        Arguments.of("D11 kid missing", changed(ES256, jwk -> jwk.remove("kid"))),
        Arguments.of("D11 kid empty", changed(ES256, jwk -> jwk.put("kid", ""))),
        Arguments.of("D11 kid a number", changed(ES256, jwk -> jwk.put("kid", 7))),
        Arguments.of("C.12.6 unknown kty", Map.of("kty", "AKP", "kid", "a", "pub", "AAAA")),
        Arguments.of("C.12.6 unknown crv", changed(ES256, jwk -> jwk.put("crv", "P-999"))),
        Arguments.of("C.12.6 unknown alg", changed(ES256, jwk -> jwk.put("alg", "ES257"))),
        Arguments.of("C.12.6 alg a number", changed(ES256, jwk -> jwk.put("alg", 1))),
        Arguments.of("alg of another key", changed(ES256, jwk -> jwk.put("alg", "RS256"))),
        Arguments.of("PS256", changed(RS256, jwk -> jwk.put("alg", "PS256"))),
        Arguments.of("D12 RSA 1024", weak.jwk()),
        Arguments.of("D12 e = 3", e3.jwk()),
        Arguments.of("D12 e = 1", changed(RS256, jwk -> jwk.put("e", "AQ"))),
        Arguments.of("D13 off the curve", changed(ES256, jwk -> jwk.put("x", jwk.get("y")))),
        Arguments.of(
            "D13 infinity", changed(ES256, jwk -> jwk.putAll(Map.of("x", zeros, "y", zeros)))),
        Arguments.of("D13 labelled P-384", changed(ES256, jwk -> jwk.put("crv", "P-384"))),
        Arguments.of("D15 use enc", changed(ES256, jwk -> jwk.put("use", "enc"))),
        Arguments.of("D15 key_ops", changed(ES256, jwk -> jwk.put("key_ops", List.of("sign")))),
        Arguments.of("D15 key_ops a string", changed(ES256, jwk -> jwk.put("key_ops", "verify"))));
  }

  @Test
  void skipsKeysOfAnAlgorithmThatIsNotAllowed() throws BadKeySetException {
    VerifyingKeys keys =
        new KeySetReader(Set.of("ES256")).readSet(TestKey.set(ES256, RS256).getBytes(UTF_8));

    assertThat(keys.find("rs-1")).isEmpty();
    assertThat(keys.skipped()).isEqualTo(1);
  }

  @Test
  @DisplayName("D16 accepts 100 keys and refuses 101")
  void limitsTheNumberOfKeys() throws BadKeySetException {
    assertThat(read(many(100)).size()).isEqualTo(100);
    assertRefused(many(101));
  }

  @Nested
  class SharedByAPartner {
    @Test
    void readsASingleJwkUnderItsOwnIdOrItsThumbprint() throws BadKeySetException {
      Map<String, Object> unnamed = changed(ES256, jwk -> jwk.remove("kid"));

      assertThat(reader.readShared(Json.write(ES256.jwk())).find("es-1")).isPresent();
      assertThat(reader.readShared(Json.write(unnamed)).size()).isEqualTo(1);
    }

    @Test
    void readsAJwkSet() throws BadKeySetException {
      assertThat(reader.readShared(TestKey.set(ES256, RS256)).size()).isEqualTo(2);
    }

    @Test
    void readsSeveralPemPublicKeys() throws BadKeySetException {
      String text = "Our keys:\n" + pem(ES256) + "\n" + pem(ED25519) + pem(RS256);

      VerifyingKeys keys = reader.readShared(text);

      assertThat(keys.size()).isEqualTo(3);
    }

    @Test
    void refusesAPrivateKeyInPem() {
      PrivateKey secret = ES256.pair().getPrivate();
      String text = pem(ES256) + pem("PRIVATE KEY", secret.getEncoded());

      assertThatThrownBy(() -> reader.readShared(text))
          .isInstanceOf(BadKeySetException.class)
          .hasMessageContaining("\"PRIVATE KEY\"");
    }

    @Test
    void refusesAPemBlockThatItCannotReadBesideOneThatItCan() {
      String encrypted =
          pem("RSA PRIVATE KEY", new byte[64]).replace("-\n", "-\nDEK-Info: A,B\n\n");

      for (String block : List.of(encrypted, "-----BEGIN PUBLIC KEY-----", "-----BEGIN X.1-----")) {
        assertThatThrownBy(() -> reader.readShared(pem(ES256) + block))
            .isInstanceOf(BadKeySetException.class)
            .hasMessageContaining("with headers, or not whole");
      }
    }

    @Test
    void refusesPemThatIsNoKeyOrOfAnotherCurve() {
      TestKey p384 = TestKey.generate("p", "ES256", "EC", new ECGenParameterSpec("secp384r1"));

      assertThatThrownBy(() -> reader.readShared(pem("PUBLIC KEY", new byte[] {1, 2, 3})))
          .isInstanceOf(BadKeySetException.class);
      assertThatThrownBy(() -> reader.readShared(pem(p384))).isInstanceOf(BadKeySetException.class);
      assertThatThrownBy(() -> reader.readShared("-----BEGIN PUBLIC KEY-----"))
          .isInstanceOf(BadKeySetException.class);
    }
  }

  private VerifyingKeys read(String text) throws BadKeySetException {
    return reader.readSet(text.getBytes(UTF_8));
  }

  private void assertRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BadKeySetException.class);
  }

  private static Map<String, Object> changed(TestKey key, Consumer<Map<String, Object>> change) {
    Map<String, Object> jwk = key.jwk();
    change.accept(jwk);
    return jwk;
  }

  private static String many(int count) {
    return TestKey.set(
        IntStream.range(0, count)
            .mapToObj(i -> changed(ES256, jwk -> jwk.put("kid", "k" + i)))
            .toArray());
  }

  private static String pem(TestKey key) {
    return pem("PUBLIC KEY", key.pair().getPublic().getEncoded());
  }

  private static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
