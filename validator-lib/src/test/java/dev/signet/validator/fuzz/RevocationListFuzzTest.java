package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.Holder;
import dev.signet.validator.Token;
import dev.signet.validator.revocation.OpenRevocations;
import dev.signet.validator.supply.KeySupply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever its authority signs is a list that means what another reader takes it to mean, or none.
 */
@Timeout(10)
class RevocationListFuzzTest {
  private static final Clock CLOCK = Clock.fixed(ExampleAuthority.NOW, ZoneOffset.UTC);
  private static final KeySupply KEYS = ExampleAuthority.keys();
  private static final long ISSUED_AT = ExampleAuthority.NOW.getEpochSecond() - 60;
  private static final Token TOKEN =
      new Token(
          ExampleAuthority.ISSUER,
          Set.of(ExampleAuthority.AUDIENCE),
          "shop",
          "3q2-7w",
          ExampleAuthority.NOW.minusSeconds(60),
          ExampleAuthority.NOW.plusSeconds(300),
          Set.of(),
          new Holder("alice", Holder.Type.USER, Map.of()),
          Map.of("iat", ISSUED_AT));
  private static final String HELD =
      "{\"iss\":\"https://auth.example.com\",\"iat\":1772366340,\"exp\":1772452800,\"ttl\":60,"
          + "\"seq\":3,\"salt\":\"AAECAwQFBgcICQoLDA0ODw\",\"tokens\":\"\","
          + "\"rules\":[{\"id\":2,\"issued_before\":1772366400,\"expires\":1772452800}]}";

  @FuzzTest
  void meansWhatAnotherReaderTakesItToMean(byte[] claims) throws IOException {
    assertThat(read(claims)).isEmpty();
    Optional<OpenRevocations> list = read(signed("revocation-list+jwt", claims));
    if (list.isPresent()) {
      assertMeans(ReferenceJson.read(claims, 1_000_000), list.get());
    }
    OpenRevocations held = read(signed("revocation-list+jwt", HELD.getBytes(UTF_8))).orElseThrow();
    byte[] delta = signed("revocation-delta+jwt", claims);
    Optional<OpenRevocations> changed = Cost.OF_TEXT.bounds(delta.length, () -> held.with(delta));
    if (changed.isPresent()) {
      assertLeadsOn(ReferenceJson.read(claims, 1_000_000), changed.get());
    }
  }

  private static Optional<OpenRevocations> read(byte[] body) throws IOException {
    return Cost.OF_TEXT.bounds(
        body.length, () -> OpenRevocations.read(ExampleAuthority.ISSUER, KEYS, CLOCK, body));
  }

  private static byte[] signed(String type, byte[] claims) {
    String header = "{\"typ\":\"" + type + "\",\"alg\":\"Ed25519\",\"kid\":\"ed\"}";
    return ExampleAuthority.sign(header.getBytes(UTF_8), claims).getBytes(UTF_8);
  }

  private static void assertMeans(Map<String, @Nullable Object> claims, OpenRevocations list) {
    byte[] tokens = bytes(claims.get("tokens"));
    List<?> rules = array(claims.get("rules"));

    assertThat(claims.get("iss")).isEqualTo(ExampleAuthority.ISSUER);
    assertThat((Long) claims.get("exp")).isGreaterThan(ExampleAuthority.NOW.getEpochSecond());
    assertThat(claims.get("seq")).isEqualTo(list.sequence());
    assertThat(tokens.length % 8).isZero();
    assertThat(list.size()).isEqualTo(tokens.length / 8 + rules.size());
    byte[] salt = bytes(claims.get("salt"));
    boolean revoked =
        holds(tokens) || rules.stream().anyMatch(rule -> concerns((Map<?, ?>) rule, salt));
    assertThat(list.revokes(TOKEN, "ed")).isEqualTo(revoked);
  }

  private static void assertLeadsOn(Map<String, @Nullable Object> claims, OpenRevocations changed) {
    assertThat(claims.get("from")).isEqualTo(3L);
    assertThat(claims.get("to")).isEqualTo(changed.sequence());
    assertThat(changed.sequence()).isGreaterThanOrEqualTo(3);
    if (changed.sequence() == 3) {
      assertThat(changed.size()).isEqualTo(1);
    }
    boolean ruleStays =
        !(claims.get("removed") instanceof Map<?, ?> removed)
            || array(removed.get("rules")).isEmpty();
    assertThat(ruleStays && !changed.revokes(TOKEN, "ed")).isFalse();
  }

  private static boolean holds(byte[] tokens) {
    byte[] name = Arrays.copyOf(sha256("3q2-7w".getBytes(UTF_8)), 8);
    for (int at = 0; at < tokens.length; at += 8) {
      if (Arrays.equals(tokens, at, at + 8, name, 0, 8)) {
        return true;
      }
    }
    return false;
  }

  private static boolean concerns(Map<?, ?> rule, byte[] salt) {
    return ISSUED_AT < (Long) requireNonNull(rule.get("issued_before"))
        && selects(rule, salt, "sub", "alice")
        && selects(rule, salt, "client_id", "shop")
        && selects(rule, salt, "kid", "ed")
        && selects(rule, salt, "aud", ExampleAuthority.AUDIENCE);
  }

  private static boolean selects(Map<?, ?> rule, byte[] salt, String member, String value) {
    byte[] name = (member + '\0' + value).getBytes(UTF_8);
    byte[] input = ByteBuffer.allocate(salt.length + name.length).put(salt).put(name).array();
    return !rule.containsKey(member)
        || Arrays.equals(bytes(rule.get(member)), Arrays.copyOf(sha256(input), 16));
  }

  private static List<?> array(@Nullable Object value) {
    return value instanceof List<?> elements ? elements : List.of();
  }

  private static byte[] bytes(@Nullable Object text) {
    return Base64.getUrlDecoder().decode((String) text);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
