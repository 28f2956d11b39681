package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.Reason;
import dev.signet.validator.rules.Refusal;
import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile inputs, group G, and the traps of revocation, as far as one list decides them. */
class RevocationListTest {
  private static final TestToken TOKEN = TestToken.valid().issuedAt(NOW.minusSeconds(60));

  @Nested
  class Tokens {
    @Test
    void anEmptyListRevokesNothing() throws IOException {
      assertThat(revokes(list(0), TOKEN)).isFalse();
    }

    @Test
    void revokesATokenByItsId() throws IOException {
      TestDocument list = list(1).tokens("3q2-7w");

      assertThat(revokes(list, TOKEN)).isTrue();
      assertThat(revokes(list, TOKEN.withId("3q2-7W"))).isFalse();
    }

    @Test
    void namesATokenByItsIdWhateverTheRestOfItSays() throws IOException {
      // G07: another spelling, signature or key is still the same token.
      TestDocument list = list(1).tokens("3q2-7w");

      assertThat(revokes(list, TOKEN.underKey("es-1").of("bob", "bank"))).isTrue();
      assertThat(revokes(list, TOKEN.issuedAt(NOW))).isTrue();
    }

    @Test
    void findsEachOfManyAndNothingBetween() throws IOException {
      RevocationList list =
          TestDocument.reader().readList(list(1).tokens(ids("revoked", 1_000)).body());

      for (int i = 0; i < 1_000; i++) {
        assertThat(list.revokes(TOKEN.withId("revoked" + i).revocable())).isTrue();
        assertThat(list.revokes(TOKEN.withId("living" + i).revocable())).isFalse();
      }
    }

    @Test
    void revokesATokenThatWasExchangedFromARevokedOne() throws IOException {
      TestDocument list = list(1).tokens("grandparent");

      assertThat(revokes(list, TOKEN.claim("ancestors", List.of("parent", "grandparent"))))
          .isTrue();
      assertThat(revokes(list, TOKEN.claim("ancestors", List.of("parent")))).isFalse();
      assertThat(revokes(list, TOKEN.claim("ancestors", List.of()))).isFalse();
    }

    @Test
    void refusesAncestorsThatCannotBeLookedUpWhereAListIsInForce() throws IOException, Refusal {
      byte[] body = list(1).body();
      Offer offer = Offer.of(TestDocument.reader().readList(body), body);
      for (Object ancestors : List.of("parent", List.of("parent", 5L), 5L)) {
        Revocable token = TOKEN.claim("ancestors", ancestors).revocable();

        assertThatThrownBy(() -> offer.judge(token))
            .isInstanceOfSatisfying(
                Refusal.class,
                refusal -> {
                  assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
                  assertThat(refusal.claim()).contains("ancestors");
                });
        Offer.NONE.judge(token);
      }
    }
  }

  @Nested
  class Rules {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
      "sub=alice, sub=Alice",
      "client_id=shop, client_id=shop2",
      "kid=ed-1, kid=ed-2",
      "aud=https://api.example.com, aud=https://api.example.com/",
      "sub=alice, client_id=alice"
    })
    void matchesTheWholeValueOfItsOwnMember(String matching, String other) throws IOException {
      assertThat(revokes(list(1).rules(rule(1, NOW, matching)), TOKEN)).isTrue();
      assertThat(revokes(list(1).rules(rule(1, NOW, other)), TOKEN)).isFalse();
    }

    @Test
    void aRuleWithoutSelectorsConcernsEveryToken() throws IOException {
      assertThat(revokes(list(1).rules(rule(1, NOW)), TOKEN)).isTrue();
    }

    @Test
    void allSelectorsOfARuleMustMatch() throws IOException {
      TestDocument list =
          list(1)
              .rules(
                  rule(
                      1,
                      NOW,
                      "sub=alice",
                      "client_id=shop",
                      "kid=ed-1",
                      "aud=https://api.example.com"));

      assertThat(revokes(list, TOKEN)).isTrue();
      assertThat(revokes(list, TOKEN.of("bob", "shop"))).isFalse();
      assertThat(revokes(list, TOKEN.of("alice", "bank"))).isFalse();
      assertThat(revokes(list, TOKEN.underKey("ed-2"))).isFalse();
      assertThat(revokes(list, TOKEN.forAudience("https://other.example.com"))).isFalse();
    }

    @Test
    void matchesAnyAudienceOfTheToken() throws IOException {
      TestDocument list = list(1).rules(rule(1, NOW, "sub=alice", "aud=b"));

      assertThat(revokes(list, TOKEN.forAudience("a", "b", "c"))).isTrue();
      assertThat(revokes(list, TOKEN.forAudience("a", "c"))).isFalse();
    }

    @Test
    void aTokenIssuedExactlyThenLives() throws IOException {
      TestDocument list = list(1).rules(rule(1, NOW, "sub=alice"));

      assertThat(revokes(list, TOKEN.issuedAt(NOW.minusSeconds(1)))).isTrue();
      assertThat(revokes(list, TOKEN.issuedAt(NOW))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-0.001, true", "0.0, false", "0.999, false"})
    void comparesAFractionAsItIs(BigDecimal offset, boolean revoked) throws IOException {
      BigDecimal iat = BigDecimal.valueOf(NOW.getEpochSecond()).add(offset);

      assertThat(revokes(list(1).rules(rule(1, NOW)), TOKEN.claim("iat", iat))).isEqualTo(revoked);
    }

    @Test
    void comparesWithTheTokensIssueTimeAndNotWithNow() throws IOException {
      // Trap: by the clock the rule of an hour ago has long passed, and it still revokes.
      TestDocument list = list(1).rules(rule(1, NOW.minusSeconds(3_600), "sub=alice"));

      assertThat(revokes(list, TOKEN.issuedAt(NOW.minusSeconds(3_601)))).isTrue();
      assertThat(revokes(list, TOKEN.issuedAt(NOW.minusSeconds(3_599)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sub=alice", "client_id=shop"})
    void anOlderBroadRuleDoesNotHideANewerNarrowOne(String broad) throws IOException {
      String[] selectors = broad.isEmpty() ? new String[0] : new String[] {broad};
      TestDocument list =
          list(2)
              .rules(
                  rule(1, NOW.minusSeconds(3_600), selectors),
                  rule(2, NOW, "sub=alice", "client_id=shop"));

      assertThat(revokes(list, TOKEN)).isTrue();
      assertThat(revokes(list, TOKEN.of("bob", "bank"))).isFalse();
    }

    @Test
    void ofRulesThatSelectTheSameTheLatestDecides() throws IOException {
      Instant early = NOW.minusSeconds(3_600);

      assertThat(
              revokes(list(2).rules(rule(1, NOW, "sub=alice"), rule(2, early, "sub=alice")), TOKEN))
          .isTrue();
      assertThat(
              revokes(list(2).rules(rule(1, early, "sub=alice"), rule(2, NOW, "sub=alice")), TOKEN))
          .isTrue();
    }
  }

  @Nested
  class Succession {
    private final RevocationList held =
        read(list(5).tokens("3q2-7w").rules(rule(2, NOW, "sub=bob")));

    @Test
    void takesTheListOfALaterChange() throws IOException {
      RevocationList next = held.succeededBy(read(list(6)));

      assertThat(next.sequence()).isEqualTo(6);
      assertThat(held.revokes(TOKEN.revocable())).isTrue();
      assertThat(next.revokes(TOKEN.revocable())).isFalse();
    }

    @Test
    void aTokenThatWasJudgedByOneListIsJudgedAnewByTheNext() throws IOException {
      Revocable token = TOKEN.withId("later").revocable();
      RevocationList next = read(list(6).tokens("later"));

      assertThat(held.revokes(token)).isFalse();
      assertThat(next.revokes(token)).isTrue();
      assertThat(read(list(7)).revokes(token)).isFalse();
      assertThat(next.revokes(token)).isTrue();
    }

    @Test
    void refusesTheListOfAnEarlierChange() {
      assertRefused(list(4).claim("iat", NOW), "older than the one held");
    }

    @Test
    void refusesAnotherListUnderTheSameSeq() {
      String rule = rule(2, NOW, "sub=bob");

      assertRefused(list(5), "another list");
      assertRefused(list(5).rules(rule), "another list");
      assertRefused(list(5).tokens("3q2-7w"), "another list");
      assertRefused(list(5).tokens("3q2-7w", "more").rules(rule), "another list");
      assertRefused(
          list(5).tokens("3q2-7w").rules(rule(2, NOW.plusSeconds(1), "sub=bob")), "another list");
      assertRefused(
          list(5).tokens("3q2-7w").rules(rule).claim("salt", "\"AAAAAAAAAAAAAAAAAAAAAA\""),
          "another list");
    }

    @Test
    void isBelievedForLongerBySameListSignedLaterAndNotEarlier() throws IOException {
      TestDocument same = list(5).tokens("3q2-7w").rules(rule(2, NOW, "sub=bob"));
      Instant later = NOW.plusSeconds(90_000);

      assertThat(held.succeededBy(read(same.claim("exp", later))).expiresAt()).isEqualTo(later);
      assertRefused(same.claim("iat", NOW.minusSeconds(2)), "signed before");
    }

    private void assertRefused(TestDocument next, String why) {
      assertThatThrownBy(() -> held.succeededBy(read(next)))
          .isInstanceOf(RejectedUpdateException.class)
          .hasMessageContaining(why);
    }
  }

  private static String[] ids(String prefix, int count) {
    String[] ids = new String[count];
    for (int i = 0; i < count; i++) {
      ids[i] = prefix + i;
    }
    return ids;
  }

  private static boolean revokes(TestDocument list, TestToken token) throws IOException {
    return TestDocument.reader().readList(list.body()).revokes(token.revocable());
  }

  private static RevocationList read(TestDocument list) {
    try {
      return TestDocument.reader().readList(list.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
