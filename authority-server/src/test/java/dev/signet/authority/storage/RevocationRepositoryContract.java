package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static dev.signet.authority.storage.TestRecords.everythingBefore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.RevocationRepository.Addition;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store must do with revocations. */
public abstract class RevocationRepositoryContract {
  private static final Instant LATER = NOW.plusSeconds(3_600);

  /** An open store without revocations. */
  protected abstract Storage storage();

  @Test
  void hasNothingInForceAtFirst() {
    RevocationChanges all = since(0);

    assertThat(storage().revocationReader().lastChange()).isZero();
    assertThat(all.to()).isZero();
    assertThat(all.salt()).matches("[0-9a-f]{32}");
    assertThat(all.added()).isEmpty();
    assertThat(all.removed()).isEmpty();
  }

  @Test
  void keepsTheSalt() {
    String salt = since(0).salt();

    add(new OneToken("a"));

    assertThat(since(0).salt()).isEqualTo(salt);
  }

  @Test
  void numbersChangesWithoutAGap() {
    assertThat(add(new OneToken("a")).id()).isEqualTo(1);
    assertThat(add(rule(Optional.of("alice"))).id()).isEqualTo(2);
    storage().revocations().remove(1);
    assertThat(add(new OneToken("b")).id()).isEqualTo(4);
    assertThat(storage().revocationReader().lastChange()).isEqualTo(4);
  }

  @Test
  void findsARevocationAsItWasAdded() {
    RevocationRecord token = add(new OneToken("a"));
    RevocationRecord one = add(rule(Optional.of("alice")));
    RevocationRecord everything = add(rule(Optional.empty()));
    RevocationRecord all =
        add(
            new TokensIssuedBefore(
                Optional.of("alice"),
                Optional.of("billing"),
                Optional.of("key"),
                Optional.of("orders"),
                NOW));

    assertThat(since(0).added()).containsExactly(token, one, everything, all);
  }

  @Test
  void revokesATokenOnce() {
    RevocationRecord first = add(new OneToken("a"));

    Addition again =
        storage().revocations().add(new NewRevocation(new OneToken("a"), LATER, "later", NOW));
    assertThat(again).isEqualTo(new Addition(first, false));
    assertThat(storage().revocationReader().lastChange()).isEqualTo(1);
  }

  @Test
  void revokesATokenAgainThatWasRestored() {
    storage().revocations().remove(add(new OneToken("a")).id());

    assertThat(add(new OneToken("a")).id()).isEqualTo(3);
    assertThat(since(0).added()).hasSize(1);
  }

  @Test
  void knowsTheLatestTimeOfARuleInForce() {
    add(new OneToken("a"));
    assertThat(storage().revocationReader().cutOff()).isEmpty();

    add(everythingBefore(NOW.minusSeconds(60)));
    RevocationRecord latest = add(everythingBefore(NOW));
    add(everythingBefore(NOW.minusSeconds(30)));
    assertThat(storage().revocationReader().cutOff()).contains(NOW);

    storage().revocations().remove(latest.id());
    assertThat(storage().revocationReader().cutOff()).contains(NOW.minusSeconds(30));
  }

  @Test
  void tellsWhatChangedSinceEachState() {
    RevocationRecord a = add(new OneToken("a"));
    RevocationRecord b = add(new OneToken("b"));
    storage().revocations().remove(a.id());
    RevocationRecord c = add(rule(Optional.of("alice")));

    assertThat(since(0).added()).containsExactly(b, c);
    assertThat(since(0).removed()).isEmpty();
    assertThat(since(1).added()).containsExactly(b, c);
    assertThat(since(1).removed()).containsExactly(a);
    assertThat(since(2).added()).containsExactly(c);
    assertThat(since(2).removed()).containsExactly(a);
    assertThat(since(3).added()).containsExactly(c);
    assertThat(since(3).removed()).isEmpty();
    assertThat(since(4).added()).isEmpty();
    assertThat(since(4).from()).isEqualTo(4);
    assertThat(since(4).to()).isEqualTo(4);
  }

  @Test
  void knowsNoWayFromAStateThatNeverWas() {
    add(new OneToken("a"));

    assertThat(storage().revocationReader().changesSince(2)).isEmpty();
    assertThat(storage().revocationReader().changesSince(-1)).isEmpty();
  }

  @Test
  void removesNothingThatIsNotInForce() {
    RevocationRecord a = add(new OneToken("a"));

    assertThat(storage().revocations().remove(7)).isEmpty();
    assertThat(storage().revocations().remove(a.id())).contains(a);
    assertThat(storage().revocations().remove(a.id())).isEmpty();
    assertThat(storage().revocationReader().lastChange()).isEqualTo(2);
  }

  @Test
  void removesWhatCanConcernNoLivingTokenAsOneChange() {
    RevocationRecord late = add(expiring("late", LATER.plusSeconds(1)));
    RevocationRecord due = add(expiring("due", LATER));
    RevocationRecord old = add(expiring("old", LATER.minusSeconds(1)));

    List<RevocationRecord> removed = storage().revocations().removeExpired(LATER, 10);

    assertThat(removed).containsExactly(old, due);
    assertThat(since(0).added()).containsExactly(late);
    assertThat(since(3).removed()).containsExactly(due, old);
    assertThat(storage().revocationReader().lastChange()).isEqualTo(4);
  }

  @Test
  void removesNoMoreThanItIsTold() {
    storage().revocations().add(expiring("a", LATER));
    storage().revocations().add(expiring("b", LATER));

    assertThat(storage().revocations().removeExpired(LATER, 1)).hasSize(1);
    assertThat(storage().revocations().removeExpired(LATER, 1)).hasSize(1);
    assertThat(storage().revocations().removeExpired(LATER, 1)).isEmpty();
    assertThat(storage().revocationReader().lastChange()).isEqualTo(4);
    assertThatThrownBy(() -> storage().revocations().removeExpired(LATER, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void forgetsTheOldestRemovalsAndKnowsNoWayFromBefore() {
    RevocationRecord a = add(new OneToken("a"));
    RevocationRecord b = add(new OneToken("b"));
    RevocationRecord c = add(new OneToken("c"));
    storage().revocations().remove(b.id());
    storage().revocations().remove(a.id());

    assertThat(storage().revocations().forgetRemoved(1, 10)).isEqualTo(1);

    assertThat(storage().revocationReader().changesSince(0)).isEmpty();
    assertThat(storage().revocationReader().changesSince(3)).isEmpty();
    assertThat(since(4).removed()).containsExactly(a);
    assertThat(since(5).removed()).isEmpty();
    assertThat(storage().revocationReader().all().added()).containsExactly(c);
    assertThat(storage().revocationReader().lastChange()).isEqualTo(5);
  }

  @Test
  void knowsNoWayFromBeforeAChangeThatIsHalfForgotten() {
    storage().revocations().add(expiring("a", LATER));
    storage().revocations().add(expiring("b", LATER));
    storage().revocations().removeExpired(LATER, 2);

    assertThat(storage().revocations().forgetRemoved(1, 10)).isEqualTo(1);

    assertThat(storage().revocationReader().changesSince(2)).isEmpty();
    assertThat(since(3).removed()).isEmpty();
  }

  @Test
  void forgetsInBoundedStepsAndNeverWhatIsInForce() {
    RevocationRecord kept = add(new OneToken("kept"));
    for (String jti : List.of("a", "b", "c")) {
      storage().revocations().remove(add(new OneToken(jti)).id());
    }

    assertThat(storage().revocations().forgetRemoved(3, 2)).isZero();
    assertThat(since(0).removed()).isEmpty();
    assertThat(storage().revocations().forgetRemoved(0, 2)).isEqualTo(2);
    assertThat(storage().revocations().forgetRemoved(0, 2)).isEqualTo(1);
    assertThat(storage().revocations().forgetRemoved(0, 2)).isZero();
    assertThat(storage().revocationReader().all().added()).containsExactly(kept);
    assertThatThrownBy(() -> storage().revocations().forgetRemoved(-1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage().revocations().forgetRemoved(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beginsAnotherHistoryFromWhichNoOtherLeads() {
    RevocationRecord a = add(new OneToken("a"));
    storage().revocations().remove(add(new OneToken("b")).id());
    String salt = since(0).salt();

    assertThat(storage().revocations().renumber(100)).isTrue();

    RevocationChanges all = storage().revocationReader().all();
    assertThat(all.to()).isEqualTo(100);
    assertThat(all.salt()).matches("[0-9a-f]{32}").isNotEqualTo(salt);
    assertThat(all.added()).containsExactly(a);
    for (long before : List.of(0L, 3L, 99L)) {
      assertThat(storage().revocationReader().changesSince(before)).isEmpty();
    }
    assertThat(since(100).removed()).isEmpty();
    assertThat(add(new OneToken("c")).id()).isEqualTo(101);
    assertThat(since(100).added()).hasSize(1);
  }

  @Test
  void beginsAnotherHistoryOnlyUnderAHigherNumber() {
    add(new OneToken("a"));
    String salt = since(0).salt();

    assertThat(storage().revocations().renumber(1)).isFalse();
    assertThat(storage().revocations().renumber(0)).isFalse();

    assertThat(since(0).salt()).isEqualTo(salt);
    assertThat(storage().revocations().renumber(2)).isTrue();
  }

  @Test
  void listsWhatIsInForceInPages() {
    RevocationRecord a = add(new OneToken("a"));
    RevocationRecord b = add(rule(Optional.of("alice")));
    RevocationRecord c = add(new OneToken("c"));
    RevocationRecord d = add(new OneToken("d"));
    storage().revocations().remove(b.id());

    assertThat(storage().revocationReader().inForce(0, 2)).containsExactly(a, c);
    assertThat(storage().revocationReader().inForce(c.id(), 2)).containsExactly(d);
    assertThat(storage().revocationReader().inForce(d.id(), 2)).isEmpty();
    assertThatThrownBy(() -> storage().revocationReader().inForce(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private RevocationRecord add(RevocationTarget target) {
    return add(new NewRevocation(target, LATER, "a test", NOW));
  }

  private RevocationRecord add(NewRevocation revocation) {
    return storage().revocations().add(revocation).revocation();
  }

  private static NewRevocation expiring(String jti, Instant at) {
    return new NewRevocation(new OneToken(jti), at, "a test", NOW);
  }

  private static TokensIssuedBefore rule(Optional<String> subject) {
    return new TokensIssuedBefore(
        subject, Optional.empty(), Optional.empty(), Optional.empty(), NOW);
  }

  private RevocationChanges since(long change) {
    return storage().revocationReader().changesSince(change).orElseThrow();
  }
}
