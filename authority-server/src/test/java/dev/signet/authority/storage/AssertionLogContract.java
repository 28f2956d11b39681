package dev.signet.authority.storage;

import static dev.signet.authority.storage.TestRecords.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.assertion.AssertionUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do with assertions that were used. */
public abstract class AssertionLogContract {
  private static final int AT_ONCE = 8;

  /** An open store to which no assertion is known. */
  protected abstract Storage storage();

  private boolean use(String jti, Instant expiresAt) {
    return storage().usedAssertions().isFirst(AssertionUse.of("billing", jti, expiresAt));
  }

  private int purge(Instant before, int most) {
    return storage().usedAssertions().purgeExpired(before, most);
  }

  @Test
  @DisplayName("C.2.4, C.3.7 the first use is one, the second is none")
  void takesTheFirstUseAlone() {
    assertThat(use("a", NOW)).isTrue();
    assertThat(use("a", NOW)).isFalse();
    assertThat(use("a", NOW.plusSeconds(60))).isFalse();
    assertThat(use("b", NOW)).isTrue();
  }

  @Test
  void keepsIssuersApart() {
    assertThat(use("a", NOW)).isTrue();
    assertThat(storage().usedAssertions().isFirst(AssertionUse.of("billin", "ga", NOW))).isTrue();
    assertThat(storage().usedAssertions().isFirst(AssertionUse.of("other", "a", NOW))).isTrue();
  }

  @Test
  void takesNamesOfAnyLengthAndSpelling() {
    assertThat(use("\u0000' OR 1=1 \uD83D\uDD11".repeat(1_000), NOW)).isTrue();
    assertThat(use("\u0000' OR 1=1 \uD83D\uDD11".repeat(1_000), NOW)).isFalse();
  }

  @Test
  @DisplayName("C.2.4 of several at once exactly one is the first")
  void letsOneOfSeveralWin() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (String jti : List.of("a", "b", "c", "d", "e")) {
        Callable<Boolean> use = () -> use(jti, NOW);
        List<Boolean> firsts = new ArrayList<>();
        for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(AT_ONCE, use))) {
          firsts.add(each.get());
        }
        assertThat(firsts).containsOnlyOnce(true);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void forgetsWhatHadExpiredBefore() {
    use("before", NOW.plusSeconds(9));
    use("within the second", NOW.plusSeconds(9).plusNanos(1));
    use("exactly", NOW.plusSeconds(10));

    assertThat(purge(NOW.plusSeconds(10), 100)).isEqualTo(1);

    assertThat(use("before", NOW)).isTrue();
    assertThat(use("within the second", NOW)).isFalse();
    assertThat(use("exactly", NOW)).isFalse();
  }

  @Test
  void forgetsAtMostAsManyAsAskedTheOldestFirst() {
    use("third", NOW.plusSeconds(3));
    use("first", NOW.plusSeconds(1));
    use("second", NOW.plusSeconds(2));

    assertThat(purge(NOW.plusSeconds(60), 2)).isEqualTo(2);
    assertThat(use("third", NOW.plusSeconds(3))).isFalse();
    assertThat(purge(NOW.plusSeconds(60), 2)).isEqualTo(1);
    assertThat(purge(NOW.plusSeconds(60), 2)).isZero();
    assertThatThrownBy(() -> purge(NOW, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
