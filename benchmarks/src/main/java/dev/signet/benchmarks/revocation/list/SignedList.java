package dev.signet.benchmarks.revocation.list;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.signet.benchmarks.tokens.TokenMint;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A revocation list that a mint's authority would sign (docs/revocation-list.md), of random names
 * and selectors: it concerns no token. Immutable.
 *
 * @param tokens how many names of tokens
 * @param rulesOfEachKind how many rules by holder, by application and by audience, each
 */
record SignedList(int tokens, int rulesOfEachKind) {
  private static final List<String> KINDS = List.of("sub", "client_id", "aud");
  private static final int SALT_BYTES = 16;
  private static final int SELECTOR_BYTES = 16;
  private static final int TTL_SECONDS = 3600;
  private static final int DAY_SECONDS = 86_400;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** How many tokens and rules it has. */
  int size() {
    return tokens + rulesOfEachKind * KINDS.size();
  }

  /** The document. */
  byte[] signedBy(TokenMint mint) {
    SecureRandom random = new SecureRandom();
    long now = mint.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", TokenMint.ISSUER);
    claims.put("iat", now);
    claims.put("exp", now + DAY_SECONDS);
    claims.put("ttl", TTL_SECONDS);
    claims.put("seq", size());
    claims.put("salt", text(random, SALT_BYTES));
    claims.put("tokens", names(random));
    claims.put("rules", rules(random, now + DAY_SECONDS));
    return mint.sign("revocation-list+jwt", claims).text().getBytes(US_ASCII);
  }

  /** In ascending unsigned order; two alike among a million are as good as impossible. */
  private String names(SecureRandom random) {
    ByteBuffer names = ByteBuffer.allocate(tokens * Long.BYTES);
    random
        .longs(tokens)
        .map(name -> name ^ Long.MIN_VALUE)
        .sorted()
        .forEach(name -> names.putLong(name ^ Long.MIN_VALUE));
    return BASE64URL.encodeToString(names.array());
  }

  /** Of tokens that were issued before a time ahead, so that their selectors must be compared. */
  private List<Map<String, Object>> rules(SecureRandom random, long issuedBefore) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (int i = 0; i < rulesOfEachKind; i++) {
      for (String kind : KINDS) {
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("id", rules.size() + 1);
        rule.put(kind, text(random, SELECTOR_BYTES));
        rule.put("issued_before", issuedBefore);
        rule.put("expires", issuedBefore);
        rules.add(rule);
      }
    }
    return rules;
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }
}
