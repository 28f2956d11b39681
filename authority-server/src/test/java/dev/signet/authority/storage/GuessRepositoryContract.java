package dev.signet.authority.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.storage.guessing.GuessKey;
import dev.signet.authority.storage.guessing.GuessRecord;
import dev.signet.authority.storage.guessing.GuessRepository;
import dev.signet.authority.storage.guessing.KnownAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do with failed attempts and known addresses. */
public abstract class GuessRepositoryContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final Instant FAR = NOW.plusSeconds(1_000_000);
  private static final GuessKey PAIR = GuessKey.of("ada", "192.0.2.7");
  private static final GuessKey OTHER_PAIR = GuessKey.of("bob", "192.0.2.8");
  private static final GuessKey ADDRESS = GuessKey.ofAddress("192.0.2.7");
  private static final GuessKey ACCOUNT = GuessKey.ofAccount("ada");

  /** An open store without failures. */
  protected abstract Storage storage();

  private GuessRepository guesses() {
    return storage().guesses();
  }

  private static GuessRecord failed(GuessKey key, long second) {
    Instant at = NOW.plusSeconds(second);
    return new GuessRecord(
        key, 7, 2, NOW, at, at.plusSeconds(10), at.plusSeconds(60), Instant.EPOCH, at);
  }

  private void takeDown(GuessRecord... records) {
    guesses().takeDown(List.of(records), List.of(), Instant.MAX);
  }

  private List<GuessRecord> all() {
    return guesses().changedSince(Instant.EPOCH, 100);
  }

  @Test
  void keepsARecordAsItIs() {
    takeDown(failed(PAIR, 0), failed(ADDRESS, 0), failed(ACCOUNT, 0));

    assertThat(all())
        .containsExactlyInAnyOrder(failed(PAIR, 0), failed(ADDRESS, 0), failed(ACCOUNT, 0));
  }

  @Test
  void keepsTheRecordThatIsClearLast() {
    takeDown(failed(PAIR, 5));
    takeDown(failed(PAIR, 4));
    assertThat(all()).containsExactly(failed(PAIR, 5));

    takeDown(failed(PAIR, 6));
    assertThat(all()).containsExactly(failed(PAIR, 6));
  }

  @Test
  void keepsNoRecordThatIsClearLaterThanCanBe() {
    takeDown(failed(PAIR, 5));
    Instant clear = failed(PAIR, 5).clearAt();

    guesses().takeDown(List.of(failed(PAIR, 1)), List.of(), clear);
    assertThat(all()).containsExactly(failed(PAIR, 5));

    guesses().takeDown(List.of(failed(PAIR, 1)), List.of(), clear.minusMillis(1));
    assertThat(all()).containsExactly(failed(PAIR, 1));
  }

  @Test
  void listsNoWaitThatIsLaterThanCanBe() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 2));

    assertThat(guesses().waitingAt(NOW, failed(PAIR, 1).until(), 100))
        .containsExactly(failed(PAIR, 1));
    assertThat(guesses().waitingAt(NOW, failed(PAIR, 1).until().minusMillis(1), 100)).isEmpty();
  }

  @Test
  void purgesWhatIsClearLaterThanCanBe() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 2));

    assertThat(guesses().purge(NOW, failed(ADDRESS, 2).clearAt(), NOW, 100)).isZero();
    assertThat(guesses().purge(NOW, failed(PAIR, 1).clearAt(), NOW, 100)).isOne();
    assertThat(all()).containsExactly(failed(PAIR, 1));
  }

  @Test
  void listsWhatChangedSinceTheLatestFirst() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 2), failed(ACCOUNT, 3));

    assertThat(guesses().changedSince(NOW.plusSeconds(2), 100))
        .containsExactly(failed(ACCOUNT, 3), failed(ADDRESS, 2));
    assertThat(guesses().changedSince(NOW.plusSeconds(2), 1)).containsExactly(failed(ACCOUNT, 3));
    assertThat(guesses().changedSince(NOW.plusSeconds(4), 100)).isEmpty();
  }

  @Test
  void listsWhatWaitsTheLongestFirst() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 2), failed(ACCOUNT, 3));

    assertThat(guesses().waitingAt(NOW.plusSeconds(11), FAR, 100))
        .containsExactly(failed(ACCOUNT, 3), failed(ADDRESS, 2));
    assertThat(guesses().waitingAt(NOW.plusSeconds(11), FAR, 1))
        .containsExactly(failed(ACCOUNT, 3));
  }

  @Test
  void liftsAllOfAName() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 1), failed(ACCOUNT, 1), failed(OTHER_PAIR, 1));
    Instant lift = NOW.plusSeconds(2);

    assertThat(guesses().lift(ACCOUNT, lift)).isEqualTo(2);

    assertThat(guesses().waitingAt(lift, FAR, 100))
        .containsExactlyInAnyOrder(failed(ADDRESS, 1), failed(OTHER_PAIR, 1));
    assertThat(guesses().changedSince(lift, 100))
        .singleElement()
        .satisfies(told -> assertThat(told.key()).isEqualTo(ACCOUNT))
        .satisfies(told -> assertThat(told.liftedAt()).isEqualTo(lift))
        .satisfies(told -> assertThat(told.failures()).isZero());
  }

  @Test
  void liftsAllFromAnAddress() {
    takeDown(failed(PAIR, 1), failed(ADDRESS, 1), failed(ACCOUNT, 1), failed(OTHER_PAIR, 1));
    Instant lift = NOW.plusSeconds(2);

    assertThat(guesses().lift(ADDRESS, lift)).isEqualTo(2);

    assertThat(guesses().waitingAt(lift, FAR, 100))
        .containsExactlyInAnyOrder(failed(ACCOUNT, 1), failed(OTHER_PAIR, 1));
  }

  @Test
  void countsOnlyWaitsThatALiftEnds() {
    takeDown(failed(ACCOUNT, 1));

    assertThat(guesses().lift(ACCOUNT, NOW.plusSeconds(11))).isZero();
    assertThat(guesses().lift(ACCOUNT, NOW.plusSeconds(12))).isZero();
  }

  @Test
  void takesNothingDownAgainThatWasLiftedSinceItsLastFailure() {
    guesses().lift(ACCOUNT, NOW.plusSeconds(2));
    guesses().lift(ADDRESS, NOW.plusSeconds(2));

    takeDown(failed(PAIR, 2), failed(ADDRESS, 2), failed(ACCOUNT, 2), failed(OTHER_PAIR, 2));

    assertThat(guesses().waitingAt(NOW.plusSeconds(2), FAR, 100))
        .containsExactly(failed(OTHER_PAIR, 2));

    takeDown(failed(PAIR, 3), failed(ADDRESS, 3), failed(ACCOUNT, 3));

    assertThat(guesses().waitingAt(NOW.plusSeconds(3), FAR, 100)).hasSize(4);
    assertThat(all())
        .filteredOn(each -> each.key().equals(ACCOUNT))
        .singleElement()
        .satisfies(each -> assertThat(each.liftedAt()).isEqualTo(NOW.plusSeconds(2)));
  }

  @Test
  void liftsNoPair() {
    assertThatThrownBy(() -> guesses().lift(PAIR, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheLatestTimeOfAnAddress() {
    know("192.0.2.7", 5);
    know("192.0.2.7", 4);
    know("192.0.2.8", 6);

    assertThat(guesses().addressesSince(NOW.plusSeconds(5), 100))
        .containsExactly(seen("192.0.2.8", 6), seen("192.0.2.7", 5));
    assertThat(guesses().addressesSince(NOW.plusSeconds(5), 1))
        .containsExactly(seen("192.0.2.8", 6));
    assertThat(guesses().addressesSince(NOW.plusSeconds(6), 100))
        .containsExactly(seen("192.0.2.8", 6));
  }

  @Test
  void keepsTheLastSixteenAddressesOfAName() {
    IntStream.range(0, 20).forEach(each -> know("192.0.2." + each, each));

    assertThat(guesses().addressesSince(Instant.EPOCH, 100))
        .hasSize(GuessRepository.ADDRESSES_OF_A_NAME)
        .allMatch(each -> !each.seenAt().isBefore(NOW.plusSeconds(4)));
  }

  private void know(String address, long second) {
    guesses().takeDown(List.of(), List.of(seen(address, second)), Instant.MAX);
  }

  private static KnownAddress seen(String address, long second) {
    return new KnownAddress("ada", address, NOW.plusSeconds(second));
  }

  @Test
  void purgesWhatWasClearAndSeenBeforeAndNothingElse() {
    takeDown(failed(PAIR, 0), failed(ADDRESS, 1));
    know("192.0.2.7", 0);
    know("192.0.2.8", 1);

    assertThat(guesses().purge(NOW.plusSeconds(60), FAR, NOW, 10)).isZero();
    assertThat(guesses().purge(NOW.plusSeconds(61), FAR, NOW.plusSeconds(1), 10)).isEqualTo(2);
    assertThat(all()).containsExactly(failed(ADDRESS, 1));
    assertThat(guesses().addressesSince(Instant.EPOCH, 10)).containsExactly(seen("192.0.2.8", 1));
  }

  @Test
  void purgesNoMoreOfEitherThanItIsTold() {
    takeDown(failed(PAIR, 0), failed(ADDRESS, 0), failed(ACCOUNT, 0));

    assertThat(guesses().purge(NOW.plusSeconds(100), FAR, NOW, 2)).isEqualTo(2);
    assertThat(guesses().purge(NOW.plusSeconds(100), FAR, NOW, 2)).isOne();
  }
}
