package dev.signet.validator.proof;

import static dev.signet.validator.proof.TestProofs.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoncesTest {
  private static final Duration SLOT = Duration.ofMinutes(5);
  private static final byte[] KEY = new byte[32];

  private final Nonces nonces = Nonces.sharing(KEY, SLOT);

  @Test
  void isGoodInItsSlotAndTheNext() {
    String nonce = nonces.current(NOW);

    assertThat(nonces.isGood(nonce, NOW)).isTrue();
    assertThat(nonces.isGood(nonce, NOW.plusSeconds(599))).isTrue();
    assertThat(nonces.isGood(nonce, NOW.plusSeconds(600))).isFalse();
    assertThat(nonces.isGood(nonce, NOW.minusSeconds(1))).isFalse();
  }

  @Test
  void changesWithTheSlot() {
    Instant last = NOW.plus(SLOT).minusSeconds(1);

    assertThat(nonces.current(last)).isEqualTo(nonces.current(NOW)).hasSize(22);
    assertThat(nonces.current(NOW.plus(SLOT))).isNotEqualTo(nonces.current(NOW));
  }

  @Test
  void isSharedByThoseWithTheKeyAndTheSlotAlone() {
    String nonce = nonces.current(NOW);
    byte[] otherKey = new byte[32];
    otherKey[31] = 1;

    assertThat(Nonces.sharing(KEY, SLOT).isGood(nonce, NOW)).isTrue();
    assertThat(Nonces.sharing(otherKey, SLOT).isGood(nonce, NOW)).isFalse();
    assertThat(Nonces.ofThisInstance(SLOT).isGood(nonce, NOW)).isFalse();
    assertThat(Nonces.ofThisInstance(SLOT).current(NOW))
        .isNotEqualTo(Nonces.ofThisInstance(SLOT).current(NOW));
  }

  @Test
  void isNoOtherText() {
    String nonce = nonces.current(NOW);

    assertThat(nonces.isGood("", NOW)).isFalse();
    assertThat(nonces.isGood(nonce + "A", NOW)).isFalse();
    assertThat(nonces.isGood(nonce.substring(1), NOW)).isFalse();
    assertThat(nonces.isGood("é".repeat(11), NOW)).isFalse();
  }

  @Test
  void copiesTheKey() {
    byte[] key = new byte[32];
    Nonces copied = Nonces.sharing(key, SLOT);
    key[0] = 1;

    assertThat(copied.current(NOW)).isEqualTo(nonces.current(NOW));
  }

  @Test
  void refusesAShortKeyAndASlotThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Nonces.sharing(new byte[31], SLOT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nonces.sharing(KEY, Duration.ofMillis(999)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Nonces.sharing(KEY, Duration.ofSeconds(3601)));
    assertThat(Nonces.sharing(KEY, Duration.ofHours(1)).current(NOW)).hasSize(22);
    assertThat(Nonces.sharing(KEY, Duration.ofSeconds(1)).current(NOW)).hasSize(22);
  }
}
