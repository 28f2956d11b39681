package dev.signet.quota.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.quota.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallBackCountsTest {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final HandClock clock = new HandClock();
  private final SwitchedCounts shared = new SwitchedCounts(new LocalCounts(clock, 100));
  private final Heard heard = new Heard();
  private final FallBackCounts counts = fallBack(1);

  private FallBackCounts fallBack(int parts) {
    return new FallBackCounts(shared, new LocalCounts(clock, 100), parts, clock, heard);
  }

  private static boolean take(FallBackCounts counts, long limit) {
    return counts.take(new Call("alice", new Ration(limit, WINDOW, 1), 1)).taken();
  }

  private static int passed(FallBackCounts counts, long limit) {
    int passed = 0;
    while (take(counts, limit)) {
      passed++;
    }
    return passed;
  }

  /** A store that can be switched off, and counts how often it was asked. */
  private static final class SwitchedCounts implements Counts {
    private final Counts counts;
    private boolean gone;
    private int asked;

    SwitchedCounts(Counts counts) {
      this.counts = counts;
    }

    @Override
    public Tally take(Call call) {
      asked++;
      if (gone) {
        throw new LostCountException("switched off");
      }
      return counts.take(call);
    }

    @Override
    public void close() {
      counts.close();
    }
  }

  private static final class Heard implements FallBackCounts.Listener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void lost(String cause) {
      events.add("lost: " + cause);
    }

    @Override
    public void back(Duration lasted) {
      events.add("back after " + lasted);
    }
  }

  @Test
  void countsInTheStoreWhileItAnswers() {
    assertThat(passed(counts, 5)).isEqualTo(5);

    assertThat(counts.countedHere()).isZero();
    assertThat(counts.outage()).isEmpty();
    assertThat(heard.events).isEmpty();
  }

  @Test
  void aThreadThatIsInterruptedSaysNothingOfTheStore() {
    shared.gone = true;
    Thread.currentThread().interrupt();

    boolean taken = take(counts, 5);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(taken).isTrue();
    assertThat(counts.countedHere()).isEqualTo(1);
    assertThat(counts.outage()).isEmpty();
    assertThat(heard.events).isEmpty();
  }

  @Test
  void countsHereWhileItIsGone() {
    assertThat(passed(counts, 5)).isEqualTo(5);

    shared.gone = true;
    // The first window's shared count refuses; the outage grants one more count, and no more.
    assertThat(passed(counts, 5)).isEqualTo(5);

    assertThat(counts.countedHere()).isEqualTo(6);
    assertThat(counts.outage())
        .hasValue(new Outage(HandClock.START, "switched off", HandClock.START));
  }

  @Test
  void saysOnceThatItIsGoneAndOnceThatItIsBack() {
    shared.gone = true;
    passed(counts, 5);
    clock.step(SECOND);
    passed(counts, 5);
    shared.gone = false;
    clock.step(SECOND);
    passed(counts, 5);

    assertThat(heard.events).containsExactly("lost: switched off", "back after PT2S");
    assertThat(counts.outage()).isEmpty();
  }

  @Test
  void asksOnceASecondAndNotBefore() {
    shared.gone = true;
    take(counts, 100);
    assertThat(shared.asked).isEqualTo(1);

    clock.step(SECOND.minusNanos(1));
    take(counts, 100);
    assertThat(shared.asked).isEqualTo(1);

    clock.step(Duration.ofNanos(1));
    take(counts, 100);
    take(counts, 100);
    assertThat(shared.asked).isEqualTo(2);
  }

  @Test
  void asksAgainAfterTheClockWasSetBack() {
    shared.gone = true;
    take(counts, 100);
    clock.step(Duration.ofDays(-1));
    shared.gone = false;

    take(counts, 100);

    assertThat(counts.outage()).isEmpty();
  }

  @Test
  void anOutageThatComesAndGoesGivesOneCountMoreAndNotOneEachTime() {
    int passed = passed(counts, 5);
    for (int i = 0; i < 20; i++) {
      shared.gone = !shared.gone;
      clock.step(SECOND);
      passed += passed(counts, 5);
    }

    assertThat(passed).isEqualTo(10);
  }

  @Test
  void dividesTheRationAmongProcessesIfTold() {
    FallBackCounts divided = fallBack(4);
    shared.gone = true;

    assertThat(passed(divided, 10)).as("a quarter of 10, rounded up").isEqualTo(3);
  }

  @Test
  void dividesWhatIsPublishedTooAndKnowsWhenItIsTakenBack() {
    FallBackCounts divided = fallBack(4);
    shared.gone = true;
    Ration token = new Ration(10, WINDOW, 1);
    Notice given = new Notice.Given(new Ration(100, WINDOW, 2));

    assertThat(divided.take(new Call("alice", token, given, 1)).limit()).isEqualTo(25);
    assertThat(divided.take(new Call("alice", token, Notice.UNKNOWN, 1)).limit()).isEqualTo(25);
    assertThat(divided.take(new Call("alice", token, new Notice.TakenBack(2), 1)).limit())
        .isEqualTo(3);
  }
}
