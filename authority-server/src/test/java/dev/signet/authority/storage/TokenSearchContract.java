package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.TokenReader.Place;
import dev.signet.authority.storage.TokenReader.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store must answer to an operator who asks which tokens there are. */
public abstract class TokenSearchContract {
  private static final Selection ANY =
      new Selection(Optional.empty(), Optional.empty(), Instant.EPOCH);

  /** An open store without tokens. */
  protected abstract Storage storage();

  private void add(String jti, String subject, String clientId, long expiresIn) {
    storage()
        .tokens()
        .add(
            new TokenRecord(
                jti,
                subject,
                clientId,
                List.of("orders"),
                Set.of(),
                NOW,
                NOW.plusSeconds(expiresIn),
                "k1",
                List.of()));
  }

  private static Selection of(String subject) {
    return new Selection(Optional.of(subject), Optional.empty(), Instant.EPOCH);
  }

  private static Selection issuedTo(String clientId) {
    return new Selection(Optional.empty(), Optional.of(clientId), Instant.EPOCH);
  }

  private List<String> list(Selection selection) {
    return jtis(storage().tokenReader().page(selection, Optional.empty(), 100));
  }

  private static List<String> jtis(List<TokenRecord> tokens) {
    return tokens.stream().map(TokenRecord::jti).toList();
  }

  /** All pages of a size, one after the other. */
  private List<String> pages(Selection selection, int size) {
    List<String> all = new ArrayList<>();
    List<TokenRecord> page = storage().tokenReader().page(selection, Optional.empty(), size);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      all.addAll(jtis(page));
      Place last = Place.of(page.get(page.size() - 1));
      page = storage().tokenReader().page(selection, Optional.of(last), size);
    }
    return all;
  }

  @Test
  void findsWholeRecords() {
    TokenRecord token = TestRecords.token("a");
    storage().tokens().add(token);

    assertThat(storage().tokenReader().page(ANY, Optional.empty(), 1)).containsExactly(token);
    assertThat(storage().tokenReader().page(of(token.subject()), Optional.empty(), 1))
        .containsExactly(token);
  }

  @Test
  void findsTheTokensOfAHolderTheSoonestToExpireFirst() {
    add("late", "alice", "shop", 7_200);
    add("other", "bob", "shop", 30);
    add("soon", "alice", "app", 60);
    add("next", "alice", "alice", 61);

    assertThat(list(of("alice"))).containsExactly("soon", "next", "late");
    assertThat(list(of("Alice"))).isEmpty();
    assertThat(storage().tokenReader().count(of("alice"))).isEqualTo(3);
    assertThat(storage().tokenReader().count(of("Alice"))).isZero();
  }

  @Test
  void findsTheTokensOfAConsumerForItselfAndForOthers() {
    add("own", "shop", "shop", 120);
    add("for-alice", "alice", "shop", 60);
    add("for-bob", "bob", "shop", 5_000);
    add("of-another", "shop", "app", 60);

    assertThat(list(issuedTo("shop"))).containsExactly("for-alice", "own", "for-bob");
    assertThat(storage().tokenReader().count(issuedTo("shop"))).isEqualTo(3);
  }

  @Test
  void ordersTheTokensOfOneSecondByHolderAndThoseOfAConsumerByJti() {
    add("a", "zoe", "shop", 60);
    add("b", "alice", "shop", 60);
    add("c", "shop", "shop", 60);

    assertThat(list(ANY)).containsExactly("b", "c", "a");
    assertThat(list(issuedTo("shop"))).containsExactly("a", "b", "c");
    assertThat(pages(issuedTo("shop"), 1)).containsExactly("a", "b", "c");
  }

  @Test
  void findsTheTokensOfAHolderThatAConsumerHas() {
    add("a", "alice", "shop", 60);
    add("b", "alice", "app", 60);
    add("c", "bob", "shop", 60);
    Selection both = new Selection(Optional.of("alice"), Optional.of("shop"), Instant.EPOCH);

    assertThat(list(both)).containsExactly("a");
    assertThat(storage().tokenReader().count(both)).isEqualTo(1);
  }

  @Test
  void leavesOutWhatExpiresAtThisVerySecond() {
    add("now", "alice", "shop", 60);
    add("later", "alice", "shop", 61);
    Instant now = NOW.plusSeconds(60);

    for (Selection selection : List.of(of("alice"), issuedTo("shop"), ANY)) {
      assertThat(list(selection.livingAt(now.minusMillis(1)))).containsExactly("now", "later");
      assertThat(list(selection.livingAt(now))).containsExactly("later");
      assertThat(list(selection.livingAt(now.plusMillis(999)))).containsExactly("later");
      assertThat(storage().tokenReader().count(selection.livingAt(now))).isEqualTo(1);
      assertThat(list(selection.livingAt(now.plusSeconds(1)))).isEmpty();
    }
  }

  @Test
  void showsEachTokenOnceInPagesOfAnySize() {
    for (int i = 0; i < 40; i++) {
      // Many in one second, then some apart, then one of a far day.
      long expiresIn = i < 20 ? 60 : i < 39 ? 60 + 37L * i : 86_400L * 365 * 900;
      add(String.format(Locale.ROOT, "t%02d", i), i % 2 == 0 ? "alice" : "bob", "shop", expiresIn);
    }

    for (Selection selection : List.of(ANY, of("alice"), of("bob"), issuedTo("shop"))) {
      List<String> whole = list(selection);
      assertThat(whole).doesNotHaveDuplicates();
      assertThat(whole).hasSize((int) storage().tokenReader().count(selection));
      for (int size : new int[] {1, 3, 7, 39, 40}) {
        assertThat(pages(selection, size)).as("%s by %d", selection, size).isEqualTo(whole);
      }
    }
    assertThat(list(ANY)).hasSize(40);
  }

  @Test
  void goesOnWhereAPageEndedWhateverIsIssuedAndPurgedMeanwhile() {
    add("a", "alice", "shop", 60);
    add("b", "alice", "shop", 7_300);
    add("c", "alice", "shop", 7_400);
    TokenRecord first = storage().tokenReader().page(of("alice"), Optional.empty(), 1).get(0);

    storage().tokens().purgeExpired(NOW.plusSeconds(3_700), 100);
    add("d", "alice", "shop", 61);
    add("e", "alice", "shop", 7_350);

    assertThat(storage().tokenReader().find("a")).isEmpty();
    assertThat(jtis(storage().tokenReader().page(of("alice"), Optional.of(Place.of(first)), 100)))
        .containsExactly("d", "b", "e", "c");
  }

  @Test
  void takesNamesOfAnyCharactersAsTheyAre() {
    String name = "O'Hara \"the\" 100%_ \\ Zoë; --";
    add("a", name, "shop", 60);
    add("b", "O", "shop", 60);

    assertThat(list(of(name))).containsExactly("a");
    assertThat(list(of("%"))).isEmpty();
    TokenRecord found = storage().tokenReader().page(of(name), Optional.empty(), 1).get(0);
    assertThat(storage().tokenReader().page(ANY, Optional.of(Place.of(found)), 9))
        .doesNotContain(found);
  }

  @Test
  void refusesPagesOfNothing() {
    assertThatThrownBy(() -> storage().tokenReader().page(ANY, Optional.empty(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("most");
  }

  @Test
  void findsNothingUnderWhatCannotBeKept() {
    for (String text : new String[] {"a\0", "\0", "\ud800", "a b", "", "ä"}) {
      assertThat(storage().tokenReader().find(text)).isEmpty();
      assertThat(storage().consumerReader().find(text)).isEmpty();
    }
  }

  @Test
  void refusesATextThatNoDatabaseKeeps() {
    for (String text : new String[] {"a\0b", "\ud800", "a\udc00", "\udc00\ud800"}) {
      assertThatThrownBy(() -> add("a", text, "shop", 60)).hasMessageStartingWith("subject");
      assertThatThrownBy(() -> add("a", "alice", text, 60)).hasMessageStartingWith("clientId");
      assertThatThrownBy(() -> of(text)).hasMessageStartingWith("subject");
    }
    add("a", "\ud83d\ude00", "shop", 60);
    assertThat(list(of("\ud83d\ude00"))).containsExactly("a");
  }
}
