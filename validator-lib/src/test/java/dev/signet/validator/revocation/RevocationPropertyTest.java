package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.array;
import static dev.signet.validator.revocation.TestDocument.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever changes come, a list changed by deltas is the list that was built anew. */
class RevocationPropertyTest {
  private static final List<String> IDS = numbered("token", 30);
  private static final List<String> SUBJECTS = numbered("subject", 4);
  private static final List<String> CLIENTS = numbered("client", 3);
  private static final List<String> KEYS = numbered("key", 2);
  private static final List<String> AUDIENCES = numbered("audience", 3);

  /** What the authority has revoked, in plain words. */
  private final TreeSet<String> tokens = new TreeSet<>();

  private final TreeMap<Long, PlainRule> rules = new TreeMap<>();
  private final RevocationReader reader = TestDocument.reader();
  private long sequence;

  private record PlainRule(Map<String, String> selectors, Instant issuedBefore) {
    boolean concerns(TestToken token) {
      return matches("sub", token.subject()::equals)
          && matches("client_id", token.clientId()::equals)
          && matches("kid", token.keyId()::equals)
          && matches("aud", token.audience()::contains)
          && token.token().issuedAt().isBefore(issuedBefore);
    }

    private boolean matches(String member, Predicate<String> has) {
      return !selectors.containsKey(member) || has.test(selectors.getOrDefault(member, ""));
    }

    String json(long id) {
      String[] pairs =
          selectors.entrySet().stream()
              .map(pair -> pair.getKey() + '=' + pair.getValue())
              .toArray(String[]::new);
      return TestDocument.rule(id, issuedBefore, pairs);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void deltasLeadToTheListBuiltAnew(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    RevocationList changed = reader.readList(full().body());
    List<TestToken> presented = new ArrayList<>();
    List<Revocable> remembered = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      presented.add(randomToken(random));
      remembered.add(presented.get(i).revocable());
    }

    for (int step = 0; step < 60; step++) {
      changed = changed.with(reader.readDelta(randomDelta(random).body()));
      RevocationList anew = reader.readList(full().body());

      assertThat(changed.succeededBy(anew).size()).isEqualTo(tokens.size() + rules.size());
      for (int i = 0; i < presented.size(); i++) {
        boolean revoked = isRevoked(presented.get(i));
        assertThat(changed.revokes(remembered.get(i))).isEqualTo(revoked);
        assertThat(anew.revokes(presented.get(i).revocable())).isEqualTo(revoked);
      }
    }
  }

  private boolean isRevoked(TestToken token) {
    return tokens.contains(token.id())
        || rules.values().stream().anyMatch(rule -> rule.concerns(token));
  }

  private TestDocument full() {
    return TestDocument.list(sequence)
        .claim("tokens", names(tokens))
        .claim(
            "rules", array(rules.entrySet().stream().map(RevocationPropertyTest::json).toList()));
  }

  private TestDocument randomDelta(SplittableRandom random) {
    long from = sequence;
    List<String> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (String id : IDS) {
      if (random.nextInt(10) == 0) {
        (tokens.remove(id) ? removed : added).add(id);
      }
    }
    tokens.addAll(added);
    List<String> goneRules = new ArrayList<>();
    for (long id : List.copyOf(rules.keySet())) {
      if (random.nextInt(4) == 0) {
        rules.remove(id);
        goneRules.add(String.valueOf(id));
      }
    }
    List<String> newRules = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      sequence++;
      PlainRule rule = randomRule(random);
      rules.put(sequence, rule);
      newRules.add(rule.json(sequence));
    }
    sequence++;
    return TestDocument.delta(from, sequence)
        .claim("added", "{\"tokens\":" + names(added) + ",\"rules\":" + array(newRules) + "}")
        .claim("removed", "{\"tokens\":" + names(removed) + ",\"rules\":" + array(goneRules) + "}");
  }

  private static PlainRule randomRule(SplittableRandom random) {
    Map<String, String> selectors = new TreeMap<>();
    selectors.put("sub", any(random, SUBJECTS));
    selectors.put("client_id", any(random, CLIENTS));
    selectors.put("kid", any(random, KEYS));
    selectors.put("aud", any(random, AUDIENCES));
    selectors.keySet().removeIf(name -> random.nextInt(2) == 0);
    return new PlainRule(selectors, randomTime(random));
  }

  private static TestToken randomToken(SplittableRandom random) {
    return TestToken.valid()
        .withId(any(random, IDS))
        .of(any(random, SUBJECTS), any(random, CLIENTS))
        .underKey(any(random, KEYS))
        .forAudience(
            AUDIENCES.subList(random.nextInt(2), 1 + random.nextInt(1, 3)).toArray(String[]::new))
        .issuedAt(randomTime(random));
  }

  private static Instant randomTime(SplittableRandom random) {
    return NOW.minusSeconds(random.nextInt(5));
  }

  private static String json(Map.Entry<Long, PlainRule> rule) {
    return rule.getValue().json(rule.getKey());
  }

  private static String any(SplittableRandom random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  private static List<String> numbered(String word, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word + i);
    }
    return words;
  }
}
