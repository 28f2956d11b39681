package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.delta;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.reader;
import static dev.signet.validator.revocation.TestDocument.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a signed list or delta may hold: one fault makes the whole document invalid. */
class RevocationContentTest {
  @ParameterizedTest
  @ValueSource(strings = {"iss", "iat", "exp", "ttl", "seq", "salt", "tokens"})
  void refusesAListWithoutOneOfItsClaims(String claim) {
    assertRefused(list(5).without(claim), claim);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "iat", "exp", "ttl", "from", "to", "salt"})
  void refusesADeltaWithoutOneOfItsClaims(String claim) {
    assertRefused(() -> reader().readDelta(delta(5, 6).without(claim).body()), claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "1.0", "1e3", "9007199254740992", "9223372036854775808", "\"5\"", "null"})
  void refusesASeqThatIsNoWholeNumber(String json) {
    assertRefused(list(5).claim("seq", json), "seq");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"AAAAAAAAAA\"", // 7 bytes
        "\"AAAAAAAAAAAA\"", // 9 bytes
        "\"AAAAAAAAAAA=\"",
        "\"AAAAAAAAAAB\"", // bits that encode nothing
        "\"AAAAAAAAAA+\"",
        "\"AAAA AAAAAAA\"",
        "\"A\"",
        "\"AAAAAAAAAAAAAAAAAAAAAA\"", // a name twice
        "\"AAAAAAAAAAIAAAAAAAAAAQ\"", // descending
        "null",
        "5",
        "[]"
      })
  void refusesTokensThatAreNotNamesInOrder(String json) {
    assertRefused(list(5).claim("tokens", json), "tokens");
    String added = "{\"tokens\":" + json + "}";
    assertRefused(() -> reader().readDelta(delta(5, 6).claim("added", added).body()), "tokens");
    assertRefused(() -> reader().readDelta(delta(5, 6).claim("removed", added).body()), "tokens");
  }

  @Test
  void ordersNamesWithoutSign() throws IOException {
    // 7f… before 80…
    TestDocument list = list(5).claim("tokens", "\"f_________-AAAAAAAAAAA\"");

    assertThat(reader().readList(list.body()).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "\"AAAAAAAAAAAAAAAAAAAA\"", "\"AAAAAAAAAAAAAAAAAAAAAAA\"", "null", "5"})
  void refusesASaltOfAnotherLength(String json) {
    assertRefused(list(5).claim("salt", json), "salt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "client_id", "kid", "aud"})
  void refusesASelectorOfAnotherLength(String member) {
    for (String json : new String[] {"\"\"", "\"AAAAAAAAAAA\"", "5", "null", "\"alice\""}) {
      String rule = rule(1, NOW).replace("}", ",\"" + member + "\":" + json + "}");

      assertRefused(list(5).rules(rule), member);
    }
  }

  @ParameterizedTest
  @CsvSource({"id, 0", "id, 6", "id, 1.5", "issued_before, -1", "expires, null", "id, null"})
  void refusesARuleWithAMemberOutOfItsBounds(String member, String json) {
    String rule = rule(1, NOW).replaceAll("\"" + member + "\":\\d+", "\"" + member + "\":" + json);

    assertRefused(list(5).rules(rule), member);
  }

  @Test
  void refusesRulesOutOfOrder() {
    assertRefused(list(5).rules(rule(2, NOW), rule(1, NOW)), "ascending");
    assertRefused(list(5).rules(rule(2, NOW), rule(2, NOW)), "ascending");
    assertRefused(
        () -> reader().readDelta(delta(5, 6).claim("removed", "{\"rules\":[2,1]}").body()),
        "ascending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "5", "null", "[5]", "[null]", "[[]]", "\"\""})
  void refusesRulesThatAreNoObjects(String json) {
    assertRefused(list(5).claim("rules", json), "rules");
  }

  @Test
  void refusesADuplicateMember() {
    assertRefused(list(5).claim("seq\":5,\"seq", "5"), "duplicate member");
    assertRefused(list(5).rules(rule(1, NOW).replace("}", ",\"id\":1}")), "duplicate member");
  }

  private static void assertRefused(TestDocument list, String why) {
    assertRefused(() -> reader().readList(list.body()), why);
  }

  private static void assertRefused(ThrowingCallable reading, String why) {
    assertThatThrownBy(reading)
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining(why);
  }
}
