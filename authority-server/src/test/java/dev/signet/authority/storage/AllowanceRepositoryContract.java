package dev.signet.authority.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.quota.AllowanceRecord;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.KeptAllowance;
import dev.signet.authority.storage.quota.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    AllowanceRecord allowance = allowance("billing", SMALLEST, LARGEST);
    storage().allowances().put(allowance);

    assertThat(storage().allowances().find("billing")).contains(allowance);
    assertThat(storage().allowances().find("Billing")).isEmpty();

    assertThat(storage().allowances().remove("billing")).isTrue();
    assertThat(storage().allowances().remove("billing")).isFalse();
    assertThat(storage().allowances().find("billing")).isEmpty();
  }

  @Test
  void keepsEachKindWithoutTheOther() {
    AllowanceRecord issuing = allowance("billing", LARGEST, null);
    AllowanceRecord calls = allowance("reports", null, SMALLEST);
    storage().allowances().put(issuing);
    storage().allowances().put(calls);

    assertThat(storage().allowances().find("billing")).contains(issuing);
    assertThat(storage().allowances().find("reports")).contains(calls);
  }

  @Test
  void replacesTheWholeOfAnAllowance() {
    storage().allowances().put(allowance("billing", SMALLEST, LARGEST));
    AllowanceRecord next =
        new AllowanceRecord(
            "billing", null, SMALLEST, Counted.CLIENT_ID, false, NOW.plusSeconds(60));

    storage().allowances().put(next);

    assertThat(storage().allowances().page("", 10)).containsExactly(next);
  }

  @Test
  void listsThemByNameAPageAtATime() {
    for (String name : List.of("c", "a", "b")) {
      storage().allowances().put(allowance(name, SMALLEST, null));
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
    storage().allowances().put(allowance("issuing", SMALLEST, null));

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
        .put(new AllowanceRecord(name, null, LARGEST, Counted.CLIENT_ID, live, changedAt));
  }

  private List<String> live(Instant since, int most) {
    return storage().allowances().liveSince(since, most).stream()
        .map(KeptAllowance::consumer)
        .toList();
  }

  private List<String> names(String after, int most) {
    return storage().allowances().page(after, most).stream().map(KeptAllowance::consumer).toList();
  }

  private static AllowanceRecord allowance(
      String name, @Nullable Rate issuing, @Nullable Rate calls) {
    return new AllowanceRecord(name, issuing, calls, Counted.SUB, true, NOW);
  }
}
