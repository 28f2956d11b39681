package dev.signet.validator.revocation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.signet.validator.TestKey;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.supply.KeySupply;
import dev.signet.validator.supply.PinnedKeys;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One valid document that an authority publishes, and the means to change one thing in it before it
 * is signed. It hashes and sorts by itself. Values are JSON text, so that a test can write what no
 * serialiser would.
 */
public final class TestDocument {
  public static final String ISSUER = "https://auth.example.com";
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final byte[] SALT = "sixteen bytes of".getBytes(UTF_8);
  public static final Set<String> ALGORITHMS = Set.of("ES256", "Ed25519", "RS256");

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private TestKey key = TestKey.ED25519;

  private TestDocument(String type) {
    header.put("typ", quoted(type));
    header.put("alg", quoted(key.algorithm()));
    header.put("kid", quoted(key.id()));
    claims.put("iss", quoted(ISSUER));
    claims.put("iat", String.valueOf(NOW.getEpochSecond() - 1));
    claims.put("exp", String.valueOf(NOW.getEpochSecond() + 86_400));
    claims.put("ttl", "60");
    claims.put("salt", quoted(encode(SALT)));
  }

  /** An empty list of this seq. */
  public static TestDocument list(long sequence) {
    return new TestDocument("revocation-list+jwt")
        .claim("seq", String.valueOf(sequence))
        .claim("tokens", "\"\"")
        .claim("rules", "[]");
  }

  /** A delta without changes. */
  public static TestDocument delta(long from, long to) {
    return new TestDocument("revocation-delta+jwt")
        .claim("from", String.valueOf(from))
        .claim("to", String.valueOf(to));
  }

  /** A list of allowances, each written by {@link #allowance}. */
  public static TestDocument allowances(String... entries) {
    return new TestDocument("allowance-list+jwt")
        .claim("allowances", array(Arrays.asList(entries)));
  }

  /** So many calls a minute, said a second ago. */
  public static String allowance(String of, String value, long limit) {
    return "{\"of\":"
        + quoted(of)
        + ",\"who\":"
        + quoted(selector(SALT, of, value))
        + ",\"limit\":"
        + limit
        + ",\"window\":60,\"since\":"
        + (NOW.getEpochSecond() - 1)
        + "}";
  }

  public TestDocument header(String name, String json) {
    header.put(name, json);
    return this;
  }

  public TestDocument claim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  public TestDocument claim(String name, Instant time) {
    return claim(name, String.valueOf(time.getEpochSecond()));
  }

  public TestDocument without(String claim) {
    claims.remove(claim);
    return this;
  }

  public TestDocument tokens(String... ids) {
    return claim("tokens", names(Arrays.asList(ids)));
  }

  public TestDocument rules(String... rules) {
    return claim("rules", array(Arrays.asList(rules)));
  }

  public TestDocument signedBy(TestKey other) {
    key = other;
    return header("alg", quoted(other.algorithm())).header("kid", quoted(other.id()));
  }

  /** Signed by another key than the one it names. */
  public TestDocument forgedBy(TestKey other) {
    key = other;
    return this;
  }

  public String text() {
    String input = encode(object(header)) + '.' + encode(object(claims));
    return input + '.' + encode(key.sign(input.getBytes(UTF_8)));
  }

  public byte[] body() {
    return text().getBytes(ISO_8859_1);
  }

  static RevocationReader reader() {
    return reader(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static RevocationReader reader(Clock clock) {
    return new RevocationReader(ISSUER, ALGORITHMS, keys(), clock);
  }

  /** The keys that the authority publishes. */
  public static KeySupply keys() {
    try {
      String set = TestKey.set(TestKey.ED25519, TestKey.ES256, TestKey.RS256);
      return new PinnedKeys(new KeySetReader(ALGORITHMS).readSet(set.getBytes(UTF_8)));
    } catch (BadKeySetException e) {
      throw new AssertionError(e);
    }
  }

  /** Revoked tokens, by their {@code jti}, as the JSON text of the member. */
  public static String names(Collection<String> ids) {
    List<Long> sorted =
        ids.stream()
            .map(id -> ByteBuffer.wrap(sha256(id.getBytes(UTF_8))).getLong())
            .sorted(Long::compareUnsigned)
            .toList();
    ByteBuffer bytes = ByteBuffer.allocate(8 * sorted.size());
    sorted.forEach(bytes::putLong);
    return quoted(encode(bytes.array()));
  }

  /** A rule without selectors, to which some may be added as {@code sub=alice}. */
  public static String rule(long id, Instant issuedBefore, String... selectors) {
    Map<String, String> rule = new LinkedHashMap<>();
    rule.put("id", String.valueOf(id));
    for (String selector : selectors) {
      String[] pair = selector.split("=", 2);
      rule.put(pair[0], quoted(selector(SALT, pair[0], pair[1])));
    }
    rule.put("issued_before", String.valueOf(issuedBefore.getEpochSecond()));
    rule.put("expires", String.valueOf(issuedBefore.getEpochSecond() + 86_400));
    return new String(object(rule), UTF_8);
  }

  static String selector(byte[] salt, String member, String value) {
    byte[] name = (member + '\0' + value).getBytes(UTF_8);
    ByteBuffer input = ByteBuffer.allocate(salt.length + name.length).put(salt).put(name);
    return encode(Arrays.copyOf(sha256(input.array()), 16));
  }

  static String array(Collection<String> elements) {
    return elements.stream().collect(Collectors.joining(",", "[", "]"));
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String quoted(String text) {
    return '"' + text + '"';
  }

  private static byte[] object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> quoted(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
