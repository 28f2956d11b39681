package dev.signet.validator.revocation;

import static dev.signet.validator.revocation.TestDocument.NOW;
import static dev.signet.validator.revocation.TestDocument.array;
import static dev.signet.validator.revocation.TestDocument.delta;
import static dev.signet.validator.revocation.TestDocument.list;
import static dev.signet.validator.revocation.TestDocument.names;
import static dev.signet.validator.revocation.TestDocument.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.validator.sync.RejectedUpdateException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a delta may change, and from where. */
class RevocationDeltaTest {
  private static final TestToken TOKEN = TestToken.valid().issuedAt(NOW.minusSeconds(60));
  private static final String BOBS = rule(3, NOW, "sub=bob");

  private final RevocationList held = held();

  @Test
  void addsAndRemovesTokens() throws IOException {
    RevocationList next =
        applied(
            delta(5, 7)
                .claim("added", "{\"tokens\":" + names(List.of("new", "newer")) + "}")
                .claim("removed", "{\"tokens\":" + names(List.of("old")) + "}"));

    assertThat(next.sequence()).isEqualTo(7);
    assertThat(next.size()).isEqualTo(4);
    assertThat(revoked(next, "new", "newer", "kept")).isTrue();
    assertThat(next.revokes(TOKEN.withId("old").revocable())).isFalse();
    assertThat(held.revokes(TOKEN.withId("old").revocable())).isTrue();
  }

  @Test
  void addsAndRemovesRules() throws IOException {
    RevocationList next =
        applied(
            delta(5, 6)
                .claim("added", "{\"rules\":" + array(List.of(rule(6, NOW, "sub=alice"))) + "}")
                .claim("removed", "{\"rules\":[3]}"));

    assertThat(next.revokes(TOKEN.revocable())).isTrue();
    assertThat(next.revokes(TOKEN.of("bob", "shop").revocable())).isFalse();
    assertThat(next.size()).isEqualTo(3);
  }

  @Test
  void restoresWhatWasRevoked() throws IOException {
    // G08
    Revocable token = TOKEN.withId("old").revocable();
    String old = "{\"tokens\":" + names(List.of("old")) + "}";

    RevocationList without = applied(delta(5, 6).claim("removed", old));
    RevocationList again = without.with(read(delta(6, 7).claim("added", old)));

    assertThat(held.revokes(token)).isTrue();
    assertThat(without.revokes(token)).isFalse();
    assertThat(again.revokes(token)).isTrue();
  }

  @Test
  void renewsBeliefWhenNothingChanged() throws IOException {
    RevocationList next = applied(delta(5, 5).claim("iat", NOW).claim("exp", NOW.plusSeconds(7)));

    assertThat(next.expiresAt()).isEqualTo(NOW.plusSeconds(7));
    assertThat(next.sequence()).isEqualTo(5);
    assertThat(next.revokes(TOKEN.withId("old").revocable())).isTrue();
  }

  @Test
  void passesAChangeWithoutTraceOn() throws IOException {
    RevocationList next = applied(delta(5, 9));

    assertThat(next.sequence()).isEqualTo(9);
    assertThat(next.size()).isEqualTo(held.size());
  }

  @ParameterizedTest
  @CsvSource({"4, 5", "4, 6", "6, 6", "6, 7", "0, 9"})
  void refusesAGap(long from, long to) {
    assertRefused(delta(from, to), "from another seq");
  }

  @Test
  void refusesToRenewByAnEarlierSignature() {
    assertRefused(delta(5, 5).claim("iat", NOW.minusSeconds(2)), "signed before");
  }

  @Test
  void refusesAnotherSalt() {
    assertRefused(delta(5, 6).claim("salt", "\"AAAAAAAAAAAAAAAAAAAAAA\""), "another salt");
    assertRefused(delta(5, 5).claim("salt", "\"AAAAAAAAAAAAAAAAAAAAAA\""), "another salt");
  }

  @Test
  void refusesToAddWhatIsThere() {
    assertRefused(
        delta(5, 6).claim("added", "{\"tokens\":" + names(List.of("new", "old")) + "}"),
        "adds a token that is there");
  }

  @Test
  void refusesToRemoveWhatIsNotThere() {
    assertRefused(
        delta(5, 6).claim("removed", "{\"tokens\":" + names(List.of("old", "new")) + "}"),
        "removes a token that is not there");
    assertRefused(delta(5, 6).claim("removed", "{\"rules\":[2,3]}"), "a rule that is not there");
  }

  @Test
  void refusesToAddAndRemoveTheSame() {
    String token = "{\"tokens\":" + names(List.of("new")) + "}";

    assertRefused(delta(5, 6).claim("added", token).claim("removed", token), "not there");
  }

  @ParameterizedTest
  @CsvSource({"6, 5", "5, 4", "5, -1", "-1, 5"})
  void refusesOneThatLeadsBackOrFromNowhere(long from, long to) {
    assertThatThrownBy(() -> read(delta(from, to))).isInstanceOf(RejectedUpdateException.class);
  }

  @Test
  void refusesChangesUnderTheSameSeq() {
    String token = "{\"tokens\":" + names(List.of("new")) + "}";

    assertThatThrownBy(() -> read(delta(5, 5).claim("added", token)))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("nowhere with changes");
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "7, 6"})
  void refusesARuleThatWasNotAddedByThisChange(long id, long to) {
    String rules = "{\"rules\":" + array(List.of(rule(id, NOW))) + "}";

    assertThatThrownBy(() -> read(delta(5, to).claim("added", rules)))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining("id is no whole number in its bounds");
  }

  @Test
  void ofTheSameEntriesIsTheListBuiltAnew() throws IOException {
    RevocationList next =
        applied(delta(5, 6).claim("added", "{\"tokens\":" + names(List.of("new")) + "}"));
    TestDocument anew = list(6).tokens("old", "kept", "new").rules(BOBS);

    assertThat(next.succeededBy(TestDocument.reader().readList(anew.body())).sequence())
        .isEqualTo(6);
  }

  private RevocationList applied(TestDocument delta) throws IOException {
    return held.with(read(delta));
  }

  private void assertRefused(TestDocument delta, String why) {
    assertThatThrownBy(() -> applied(delta))
        .isInstanceOf(RejectedUpdateException.class)
        .hasMessageContaining(why);
    assertThat(revoked(held, "old", "kept")).isTrue();
  }

  private static boolean revoked(RevocationList list, String... ids) {
    return List.of(ids).stream().allMatch(id -> list.revokes(TOKEN.withId(id).revocable()));
  }

  private static RevocationDelta read(TestDocument delta) throws IOException {
    return TestDocument.reader().readDelta(delta.body());
  }

  private static RevocationList held() {
    try {
      return TestDocument.reader().readList(list(5).tokens("old", "kept").rules(BOBS).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
