package dev.signet.authority.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store must do with allowances. */
public abstract class AllowanceRepositoryContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Rate LARGEST = new Rate(Rate.MOST, Rate.LONGEST);
  private static final Rate SMALLEST = new Rate(1, Duration.ofSeconds(1));

  /** An open store without allowances. */
  protected abstract Storage storage();

  @Test
  void keepsAnAllowanceUntilItIsRemoved() {
    AllowanceRecord allowance =
        new AllowanceRecord("billing", SMALLEST, LARGEST, Counted.SUB, true, NOW);

    assertThat(storage().allowances().change(allowance("billing", SMALLEST, LARGEST)))
        .contains(allowance);

    assertThat(storage().allowances().find("billing")).contains(allowance);
    assertThat(storage().allowances().find("Billing")).isEmpty();

    assertThat(storage().allowances().remove("billing")).isTrue();
    assertThat(storage().allowances().remove("billing")).isFalse();
    assertThat(storage().allowances().find("billing")).isEmpty();
  }

  @Test
  void keepsEachKindWithoutTheOther() {
    storage().allowances().change(allowance("billing", LARGEST, null));
    storage().allowances().change(allowance("reports", null, SMALLEST));

    assertThat(storage().allowances().find("billing"))
        .contains(new AllowanceRecord("billing", LARGEST, null, Counted.SUB, true, NOW));
    assertThat(storage().allowances().find("reports"))
        .contains(new AllowanceRecord("reports", null, SMALLEST, Counted.SUB, true, NOW));
  }

  @Test
  void leavesAsItWasWhatIsNotNamed() {
    Instant later = NOW.plusSeconds(60);
    storage().allowances().change(allowance("billing", SMALLEST, null));

    change(new AllowanceChange("billing", null, LARGEST, null, null, later));
    assertBilling(SMALLEST, LARGEST, Counted.SUB, true, later);
    change(new AllowanceChange("billing", null, null, Counted.CLIENT_ID, null, NOW));
    assertBilling(SMALLEST, LARGEST, Counted.CLIENT_ID, true, NOW);
    change(new AllowanceChange("billing", null, null, null, false, later));
    assertBilling(SMALLEST, LARGEST, Counted.CLIENT_ID, false, later);
    change(new AllowanceChange("billing", LARGEST, SMALLEST, Counted.SUB, true, NOW));
    assertBilling(LARGEST, SMALLEST, Counted.SUB, true, NOW);
  }

  private void change(AllowanceChange change) {
    assertThat(storage().allowances().change(change))
        .isPresent()
        .isEqualTo(storage().allowances().find(change.consumer()));
  }

  private void assertBilling(Rate issuing, Rate calls, Counted counted, boolean live, Instant at) {
    assertThat(storage().allowances().page("", 10))
        .containsExactly(new AllowanceRecord("billing", issuing, calls, counted, live, at));
  }

  @Test
  void givesNoAllowanceOfNothing() {
    assertThat(storage().allowances().change(allowance("billing", null, null))).isEmpty();
    assertThat(storage().allowances().page("", 10)).isEmpty();

    storage().allowances().change(new AllowanceChange("billing", SMALLEST, null, null, null, NOW));
    assertThat(storage().allowances().find("billing"))
        .contains(new AllowanceRecord("billing", SMALLEST, null, Counted.SUB, false, NOW));
  }

  @Test
  void makesBothOfTwoChangesAtOnce() throws Exception {
    assertBothChanges(storage(), storage());
  }

  /** Has two operators change the same allowances, each at its own store. */
  public static void assertBothChanges(Storage one, Storage other) throws Exception {
    ExecutorService operators = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 50; i++) {
        String name = "billing" + i;
        CyclicBarrier start = new CyclicBarrier(2);
        Future<?> issuing = operators.submit(() -> at(start, one, allowance(name, SMALLEST, null)));
        Future<?> calls = operators.submit(() -> at(start, other, allowance(name, null, LARGEST)));
        issuing.get();
        calls.get();

        assertThat(one.allowances().find(name))
            .contains(new AllowanceRecord(name, SMALLEST, LARGEST, Counted.SUB, true, NOW));
      }
    } finally {
      operators.shutdownNow();
    }
  }

  private static Optional<AllowanceRecord> at(
      CyclicBarrier start, Storage storage, AllowanceChange change) throws Exception {
    start.await();
    return storage.allowances().change(change);
  }

  @Test
  void listsThemByNameAPageAtATime() {
    for (String name : List.of("c", "a", "b")) {
      storage().allowances().change(allowance(name, SMALLEST, null));
    }

    assertThat(names("", 2)).containsExactly("a", "b");
    assertThat(names("b", 2)).containsExactly("c");
    assertThat(names("c", 2)).isEmpty();
    assertThatThrownBy(() -> storage().allowances().page("", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsTheLiveOnesForCallsThatChangedSince() {
    put("older", NOW.minusSeconds(1), true);
    put("b", NOW, true);
    put("a", NOW, true);
    put("later", NOW.plusSeconds(1), true);
    put("not live", NOW, false);
    storage().allowances().change(allowance("issuing", SMALLEST, null));

    assertThat(live(NOW, 10)).containsExactly("later", "a", "b");
    assertThat(live(NOW, 2)).containsExactly("later", "a");
    assertThat(live(NOW.minusNanos(1), 10)).containsExactly("later", "a", "b");
    assertThat(live(NOW.plusNanos(1), 10)).containsExactly("later");
    assertThat(storage().allowances().liveSince(NOW.plusSeconds(1), 1))
        .containsExactly(storage().allowances().find("later").orElseThrow());
    assertThatThrownBy(() -> live(NOW, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsThemNoLongerWhenTheyAreRemovedOrNotLive() {
    put("cleared", NOW, true);
    put("changed", NOW, true);

    storage().allowances().remove("cleared");
    put("changed", NOW.plusSeconds(1), false);

    assertThat(live(NOW, 10)).isEmpty();
  }

  private void put(String name, Instant changedAt, boolean live) {
    storage()
        .allowances()
        .change(new AllowanceChange(name, null, LARGEST, Counted.CLIENT_ID, live, changedAt));
  }

  private List<String> live(Instant since, int most) {
    return storage().allowances().liveSince(since, most).stream()
        .map(KeptAllowance::consumer)
        .toList();
  }

  private List<String> names(String after, int most) {
    return storage().allowances().page(after, most).stream().map(KeptAllowance::consumer).toList();
  }

  private static AllowanceChange allowance(
      String name, @Nullable Rate issuing, @Nullable Rate calls) {
    return new AllowanceChange(name, issuing, calls, Counted.SUB, true, NOW);
  }
}
