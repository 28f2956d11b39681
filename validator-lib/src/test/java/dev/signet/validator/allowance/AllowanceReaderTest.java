package dev.signet.validator.allowance;

import static dev.signet.validator.revocation.TestDocument.ALGORITHMS;
import static dev.signet.validator.revocation.TestDocument.ISSUER;
import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.allowance;
import static dev.signet.validator.revocation.TestDocument.allowances;
import static dev.signet.validator.revocation.TestDocument.keys;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.quoted;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.TestKey;
import dev.signet.validator.revocation.TestDocument;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a list of allowances must be like; one valid list, and one thing that is not. */
class AllowanceReaderTest {
  private static final String WHO =
      Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);

  @Test
  void readsAListOfEachAlgorithm() throws IOException {
    for (TestKey key : new TestKey[] {TestKey.ED25519, TestKey.ES256, TestKey.RS256}) {
      AllowanceList list = read(allowances(allowance("sub", "alice", 7)).signedBy(key));

      assertThat(list.find("sub", "alice"))
          .contains(new PublishedAllowance(7, Duration.ofMinutes(1), NOW.minusSeconds(1)));
      assertThat(list.issuedAt()).contains(NOW.minusSeconds(1));
      assertThat(list.expiresAt()).contains(NOW.plusSeconds(86_400));
    }
  }

  @Test
  void tellsTheHolderFromTheApplicationOfTheSameName() throws IOException {
    AllowanceList list =
        read(allowances(allowance("sub", "alice", 7), allowance("client_id", "alice", 8)));

    assertThat(list.find("sub", "alice")).map(PublishedAllowance::limit).contains(7L);
    assertThat(list.find("client_id", "alice")).map(PublishedAllowance::limit).contains(8L);
    assertThat(list.find("sub", "Alice")).isEmpty();
    assertThat(list.size()).isEqualTo(2);
  }

  @Test
  void findsNobodyUnderAnotherSalt() throws IOException {
    AllowanceList list = read(allowances(allowance("sub", "alice", 7)).claim("salt", quoted(WHO)));

    assertThat(list.find("sub", "alice")).isEmpty();
  }

  @Test
  void takesAListOfNobody() throws IOException {
    assertThat(read(allowances()).size()).isZero();
  }

  @Test
  void ignoresClaimsItDoesNotKnow() throws IOException {
    assertThat(read(allowances().header("x", "1").claim("more", "[{}]")).size()).isZero();
  }

  @Nested
  class Signatures {
    @Test
    void refusesAnUnsignedOne() {
      assertRefused(allowances().header("alg", "\"none\""), "alg_not_allowed");
      String text = allowances().text();
      assertRefused(() -> read(text.substring(0, text.lastIndexOf('.') + 1)), "malformed");
    }

    @Test
    void refusesAnotherKey() {
      assertRefused(allowances().forgedBy(TestKey.generate("ed-1", "Ed25519")), "bad_signature");
      assertRefused(allowances().header("kid", "\"ed-2\""), "unknown_key");
      assertRefused(allowances().header("alg", "\"ES256\""), "alg_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revocation-list+jwt", "revocation-delta+jwt", "at+jwt", "JWT", ""})
    void refusesAnotherType(String type) {
      assertRefused(allowances().header("typ", quoted(type)), "wrong_type");
    }

    @Test
    void refusesARevocationListOfTheSameAuthority() {
      assertRefused(list(5), "wrong_type");
    }

    @ParameterizedTest
    @CsvSource({"jwk, {}", "jku, \"https://evil.example\"", "crit, [\"b64\"]", "zip, \"DEF\""})
    void refusesHeadersThatNoHonestAuthoritySends(String name, String json) {
      assertRefused(allowances().header(name, json), "refused");
    }
  }

  @Nested
  class Claims {
    @ParameterizedTest
    @ValueSource(strings = {"\"https://auth.example.com/\"", "\"https://evil.example\"", "null"})
    void refusesAnotherIssuer(String iss) {
      assertRefused(allowances().claim("iss", iss), "iss");
    }

    @Test
    void refusesOneAtItsExpiryAndTakesItBefore() throws IOException {
      byte[] body = allowances().claim("exp", NOW).body();

      assertThat(reader(NOW.minusMillis(1)).read(body).expiresAt()).contains(NOW);
      assertRefused(() -> reader(NOW).read(body), "expired");
    }

    @Test
    void refusesOneSignedInTheFuture() throws IOException {
      Instant ahead = NOW.plus(Duration.ofMinutes(5));

      assertThat(read(allowances().claim("iat", ahead)).size()).isZero();
      assertRefused(allowances().claim("iat", ahead.plusSeconds(1)), "future");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "iat", "exp", "ttl", "salt", "allowances"})
    void refusesOneWithout(String claim) {
      assertRefused(allowances().without(claim), claim);
    }

    @ParameterizedTest
    @CsvSource({
      "iat, 1.5",
      "exp, \"1772366400\"",
      "ttl, -1",
      "salt, \"AAAA\"",
      "salt, 5",
      "allowances, null",
      "allowances, {}",
      "allowances, [5]",
      "allowances, [null]"
    })
    void refusesAClaimOfAnotherForm(String claim, String json) {
      assertRefused(allowances().claim(claim, json), claim);
    }
  }

  @Nested
  class Entries {
    @ParameterizedTest
    @CsvSource({"limit, 1", "limit, 1000000000", "window, 1", "window, 31536000", "since, 0"})
    void takesEachMemberUpToItsBounds(String member, String json) throws IOException {
      assertThat(read(allowances(entry(member, json))).size()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        value = {
          "limit; 0",
          "limit; -1",
          "limit; 1000000001",
          "limit; 9223372036854775808",
          "limit; 1.5",
          "limit; 1e3",
          "limit; \"5\"",
          "limit; null",
          "window; 0",
          "window; -60",
          "window; 31536001",
          "window; 60.0",
          "window; true",
          "since; -1",
          "since; 253402300800",
          "since; 1.5",
          "since; \"now\"",
          "of; \"kid\"",
          "of; \"SUB\"",
          "of; 5",
          "who; \"AAAAAAAAAAAAAAAAAAAAA\"",
          "who; \"AAAAAAAAAAAAAAAAAAAAAAA\"",
          "who; \"AAAAAAAAAAAAAAAAAAAAAAAA\"",
          "who; \"AAAAAAAAAAAAAAAAAAAAAB\"",
          "who; \"AAAAAAAAAAAAAAAAAAAAAA==\"",
          "who; \"+AAAAAAAAAAAAAAAAAAAAA\"",
          "who; \"\"",
          "who; 5"
        })
    void refusesTheWholeListForAMemberOfAnotherForm(String member, String json) {
      assertRefused(allowances(allowance("sub", "alice", 7), entry(member, json)), member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"of", "who", "limit", "window", "since"})
    void refusesTheWholeListForAMemberThatIsMissing(String member) {
      String entry = entry("limit", "5").replaceFirst(",?\"" + member + "\":[^,}]+", "");

      assertRefused(allowances(entry.replace("{,", "{")), member);
    }

    @Test
    void refusesAMemberThatMayBeACondition() {
      assertRefused(allowances(entry("limit", "5,\"aud\":\"orders\"")), "unknown member");
    }

    @Test
    void refusesTwoOfOneParty() {
      assertRefused(
          allowances(allowance("sub", "alice", 7), allowance("sub", "alice", 7)), "two allowances");
    }

    @Test
    void refusesAMemberThatStandsTwice() {
      assertRefused(allowances(entry("limit", "5,\"limit\":6")), "JSON");
    }

    @Test
    void takesTenThousandOfTheLongestForm() throws IOException {
      TestDocument list = allowances(many(10_000));

      assertThat(list.body()).hasSizeLessThan(AllowanceSource.MAX_BYTES);
      assertThat(read(list).size()).isEqualTo(10_000);
      assertThat(read(list).completeAsOf()).isEmpty();
      assertThat(read(allowances(many(9_999))).completeAsOf()).isNotEmpty();
      assertRefused(allowances(many(10_001)), "more than 10000");
    }

    private String[] many(int count) {
      return IntStream.range(0, count)
          .mapToObj(i -> allowance("client_id", "client " + i, 1_000_000_000))
          .map(entry -> entry.replace("\"window\":60", "\"window\":31536000"))
          .toArray(String[]::new);
    }

    /** A good entry but for one member. */
    private String entry(String member, String json) {
      String good =
          "{\"of\":\"sub\",\"who\":\"" + WHO + "\",\"limit\":5,\"window\":60,\"since\":1772366399}";
      return good.replaceFirst("\"" + member + "\":[^,}]+", "\"" + member + "\":" + json);
    }
  }

  private static AllowanceReader reader(Instant now) {
    return new AllowanceReader(ISSUER, ALGORITHMS, keys(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private static AllowanceList read(String text) throws IOException {
    return reader(NOW).read(text.getBytes(ISO_8859_1));
  }

  private static AllowanceList read(TestDocument list) throws IOException {
    return reader(NOW).read(list.text().getBytes(UTF_8));
  }

  private static void assertRefused(TestDocument list, String why) {
    assertRefused(() -> read(list), why);
  }

  private static void assertRefused(ThrowingCallable reading, String why) {
    assertThatThrownBy(reading)
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining(why);
  }
}
