package dev.signet.validator.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.signet.validator.TestKey;
import dev.signet.validator.keys.Sha256;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One good proof, and the means to change one thing in it before it is signed. */
public final class TestProofs {
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  public static final String METHOD = "GET";
  public static final String URI = "https://api.example.com/orders";

  private final TestKey key;
  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private UnaryOperator<String> payload = text -> text;

  private TestProofs(TestKey key) {
    this.key = key;
    header.put("typ", "\"dpop+jwt\"");
    header.put("alg", '"' + key.algorithm() + '"');
    header.put("jwk", JSONObjectUtils.toJSONString(publicJwk(key)));
    claims.put("jti", "\"e1j3V_bKic8-LAEB\"");
    claims.put("htm", '"' + METHOD + '"');
    claims.put("htu", '"' + URI + '"');
    claims.put("iat", seconds(0));
  }

  public static TestProofs good() {
    return of(TestKey.ES256);
  }

  public static TestProofs of(TestKey key) {
    return new TestProofs(key);
  }

  /** The proof that comes with a token. */
  public static TestProofs forToken(String token) {
    return good().claim("ath", '"' + hash(token) + '"');
  }

  public static String seconds(long fromNow) {
    return String.valueOf(NOW.getEpochSecond() + fromNow);
  }

  public static String hash(String token) {
    return encode(Sha256.of(token.getBytes(US_ASCII)));
  }

  /** The members that make the key, and no others. */
  public static Map<String, Object> publicJwk(TestKey key) {
    Map<String, Object> jwk = new TreeMap<>(key.jwk());
    jwk.keySet().retainAll(Set.of("kty", "crv", "x", "y", "n", "e"));
    return jwk;
  }

  /** RFC 7638 by the letter. */
  public static String thumbprint(TestKey key) {
    String json = JSONObjectUtils.toJSONString(publicJwk(key));
    return encode(Sha256.of(json.getBytes(UTF_8)));
  }

  public TestProofs header(String name, String json) {
    header.put(name, json);
    return this;
  }

  public TestProofs withoutHeader(String name) {
    header.remove(name);
    return this;
  }

  /** Puts one more member into the key, or another value. */
  public TestProofs jwk(String name, Object value) {
    Map<String, Object> jwk = publicJwk(key);
    jwk.put(name, value);
    return header("jwk", JSONObjectUtils.toJSONString(jwk));
  }

  public TestProofs claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  public TestProofs without(String claim) {
    claims.remove(claim);
    return this;
  }

  public TestProofs payload(UnaryOperator<String> change) {
    payload = change;
    return this;
  }

  public String signed() {
    return signedBy(key::sign);
  }

  public String signedBy(UnaryOperator<byte[]> signer) {
    String input =
        encode(object(header).getBytes(UTF_8))
            + '.'
            + encode(payload.apply(object(claims)).getBytes(UTF_8));
    return input + '.' + encode(signer.apply(input.getBytes(UTF_8)));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
