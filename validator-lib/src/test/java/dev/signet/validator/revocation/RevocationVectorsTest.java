package dev.signet.validator.revocation;

import static dev.signet.validator.Vectors.object;
import static dev.signet.validator.Vectors.objects;
import static dev.signet.validator.Vectors.publicPart;
import static dev.signet.validator.Vectors.read;
import static dev.signet.validator.Vectors.text;
import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.array;
import static dev.signet.validator.revocation.TestDocument.delta;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.names;
import static dev.signet.validator.revocation.TestDocument.rule;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Json;
import dev.signet.validator.TestKey;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.supply.PinnedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of docs/revocation-list.md, signed by the key of RFC 8037 A.1, whose signatures are
 * the same each time: what the documents here sign is what was published, byte for byte.
 */
class RevocationVectorsTest {
  private static final String FOLDER = "revocation/";
  private static final Map<String, Object> RFC8037 = read("rfc8037-ed25519.json");
  private static final String KEY_ID = text(RFC8037, "thumbprint_sha256_b64u");
  private static final String SHOPS =
      rule(3, NOW.minusSeconds(3_600), "client_id=shop", "aud=https://api.example.com");
  private static final String KEYS = rule(5, NOW.plusSeconds(1), "sub=bob", "kid=" + KEY_ID);

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("list-3", list3()),
        Arguments.of("delta-3-5", delta3To5()),
        Arguments.of("list-5", list5()),
        Arguments.of("delta-5-5", delta(5, 5).claim("iat", NOW.plusSeconds(59))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void isWhatTheKeySignsAgain(String name, TestDocument document) throws Exception {
    assertThat(published(name)).isEqualTo(document.signedBy(key()).text());
  }

  @Test
  void theDeltaLeadsFromOneListToTheOther() throws Exception {
    RevocationReader reader = reader();

    RevocationList changed =
        reader.readList(bytes("list-3")).with(reader.readDelta(bytes("delta-3-5")));
    RevocationList renewed =
        changed
            .succeededBy(reader.readList(bytes("list-5")))
            .with(reader.readDelta(bytes("delta-5-5")));

    assertThat(renewed.sequence()).isEqualTo(5);
    assertThat(renewed.size()).isEqualTo(4);
  }

  @Test
  void eachTokenIsRevokedByTheListsThatSaySo() throws Exception {
    RevocationList list3 = reader().readList(bytes("list-3"));
    RevocationList list5 = reader().readList(bytes("list-5"));
    List<Map<String, Object>> cases = objects(read(FOLDER + "cases.json"), "cases");

    assertThat(cases).hasSizeGreaterThan(12);
    for (Map<String, Object> known : cases) {
      Revocable token = token(known).revocable();
      assertThat(list3.revokes(token)).as("%s", known).isEqualTo(known.get("revoked_by_3"));
      assertThat(list5.revokes(token)).as("%s", known).isEqualTo(known.get("revoked_by_5"));
    }
  }

  private static TestDocument list3() {
    return list(3).tokens("3q2-7w").rules(rule(2, NOW, "sub=alice"), SHOPS);
  }

  private static TestDocument delta3To5() {
    return delta(3, 5)
        .claim(
            "added",
            "{\"tokens\":"
                + names(List.of("exchanged-from"))
                + ",\"rules\":"
                + array(List.of(KEYS))
                + "}")
        .claim("removed", "{\"rules\":[2]}");
  }

  private static TestDocument list5() {
    return list(5).tokens("3q2-7w", "exchanged-from").rules(SHOPS, KEYS);
  }

  @SuppressWarnings("unchecked") // the file is ours
  private static TestToken token(Map<String, Object> known) {
    Map<String, Object> claims = object(known, "token");
    TestToken token =
        new TestToken(
            text(claims, "jti"),
            text(claims, "sub"),
            text(claims, "client_id"),
            text(known, "kid"),
            (List<String>) requireNonNull(claims.get("aud")),
            Map.of());
    for (Map.Entry<String, Object> claim : claims.entrySet()) {
      Object value = claim.getValue();
      // As the strict reader has it.
      token =
          token.claim(
              claim.getKey(), value instanceof Double part ? BigDecimal.valueOf(part) : value);
    }
    return token;
  }

  private static RevocationReader reader() throws Exception {
    Map<String, Object> jwk = publicPart(object(RFC8037, "public_jwk"));
    jwk.put("kid", KEY_ID);
    String set = Json.write(Map.of("keys", List.of(jwk)));
    return new RevocationReader(
        TestDocument.ISSUER,
        TestDocument.ALGORITHMS,
        new PinnedKeys(new KeySetReader(TestDocument.ALGORITHMS).readSet(set.getBytes(UTF_8))),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static TestKey key() throws Exception {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    Map<String, Object> jwk = object(RFC8037, "private_jwk");
    byte[] secret = Base64.getUrlDecoder().decode(text(jwk, "d"));
    String open = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text(jwk, "x")));
    // RFC 8410 §4: what stands before the key in its X.509 encoding.
    byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + open);
    return new TestKey(
        KEY_ID,
        "Ed25519",
        new KeyPair(
            factory.generatePublic(new X509EncodedKeySpec(encoded)),
            factory.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, secret))));
  }

  private static String published(String name) throws IOException {
    return new String(bytes(name), ISO_8859_1);
  }

  private static byte[] bytes(String name) throws IOException {
    String file = "/vectors/" + FOLDER + name + ".jwt";
    try (InputStream in =
        requireNonNull(RevocationVectorsTest.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    }
  }
}
