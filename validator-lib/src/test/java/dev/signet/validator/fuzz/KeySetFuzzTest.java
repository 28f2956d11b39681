package dev.signet.validator.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.signet.validator.keys.BadKeySetException;
import dev.signet.validator.keys.KeySetReader;
import dev.signet.validator.keys.VerifyingKey;
import dev.signet.validator.keys.VerifyingKeys;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** A set that is installed has a usable key, no name twice and nothing private in it. */
@Timeout(10)
class KeySetFuzzTest {
  private static final int MAX_KEYS = 100;
  private static final Set<String> SECRETS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
  private static final KeySetReader READER =
      new KeySetReader(Set.of("ES256", "Ed25519", "RS256", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"));

  @FuzzTest
  void installsOnlyGoodSets(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    installed(utf8.length, () -> READER.readSet(utf8)).ifPresent(keys -> assertGood(utf8, keys));
    installed(text.length(), () -> READER.readShared(text))
        .ifPresent(keys -> assertGoodToShare(text, keys));
  }

  private static Optional<VerifyingKeys> installed(
      int length, Cost.Work<VerifyingKeys, BadKeySetException> reading) {
    try {
      return Optional.of(Cost.OF_KEYS.bounds(length, reading));
    } catch (BadKeySetException e) {
      return Optional.empty();
    }
  }

  private static void assertGood(byte[] utf8, VerifyingKeys installed) {
    Map<String, @Nullable Object> set = parse(utf8);
    Collection<?> keys = (Collection<?>) set.getOrDefault("keys", List.of(set));
    List<?> named = keys.stream().flatMap(KeySetFuzzTest::keyId).toList();

    assertThat(keys).hasSizeLessThanOrEqualTo(MAX_KEYS);
    assertThat(installed.size()).isBetween(1, MAX_KEYS);
    assertThat(installed.size() + installed.skipped()).isEqualTo(keys.size());
    assertThat(named).doesNotHaveDuplicates();
    assertThat(holdsSecret(set)).isFalse();
    for (Object id : named) {
      installed.find((String) id).ifPresent(key -> assertUsable(installed, key));
    }
  }

  private static void assertGoodToShare(String text, VerifyingKeys installed) {
    assertThat(installed.size()).isBetween(1, MAX_KEYS);
    if (text.contains("-----BEGIN")) {
      int blocks = text.split("-----BEGIN", -1).length - 1;
      assertThat(text.split("-----BEGIN PUBLIC KEY-----", -1)).hasSize(blocks + 1);
      assertThat(installed.size() + installed.skipped()).isEqualTo(blocks);
    } else {
      assertGood(text.getBytes(UTF_8), installed);
    }
  }

  private static void assertUsable(VerifyingKeys installed, VerifyingKey key) {
    assertThat(installed.holds(key)).isTrue();
    assertThat(key.verify(new byte[1], 1, new byte[64])).isFalse();
    assertThat(key.verify(new byte[1], 1, new byte[256])).isFalse();
  }

  private static Map<String, @Nullable Object> parse(byte[] utf8) {
    try {
      return ReferenceJson.read(utf8, 20_000);
    } catch (IOException e) {
      throw new AssertionError("installed what is no strict JSON", e);
    }
  }

  private static Stream<String> keyId(@Nullable Object key) {
    return key instanceof Map<?, ?> jwk && jwk.get("kid") instanceof String id
        ? Stream.of(id)
        : Stream.empty();
  }

  /** Whether there is a key at any depth that has a private member, or is one to be shared. */
  private static boolean holdsSecret(@Nullable Object json) {
    if (json instanceof List<?> array) {
      return array.stream().anyMatch(KeySetFuzzTest::holdsSecret);
    }
    return json instanceof Map<?, ?> object
        && (object.values().stream().anyMatch(KeySetFuzzTest::holdsSecret)
            || "oct".equals(object.get("kty"))
            || (object.containsKey("kty") && !Collections.disjoint(object.keySet(), SECRETS)));
  }
}
