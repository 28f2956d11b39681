package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.retiring;
import static dev.signet.authority.keys.TestKeys.ring;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.keys.signing.SigningKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private final SigningKey one = key();
  private final SigningKey other = key();

  @Test
  void hasAnyNumberOfRetiringKeysBesideOneNextAndOneActive() {
    KeyRing ring =
        ring(
            retiring(key(), START), retiring(key(), START), active(one, START), next(other, START));

    assertThat(ring.active(ED25519).map(RingKey::kid)).contains(one.kid());
    assertThat(ring.next(ED25519).map(RingKey::kid)).contains(other.kid());
    assertThat(ring.active(ES256)).isEmpty();
  }

  @Test
  void keepsLinesOfTwoAlgorithmsSideBySide() {
    KeyRing ring = ring(active(one, START), active(key(ES256), START));

    assertThat(ring.active()).hasSize(2);
  }

  @Test
  void refusesTwoActiveKeysOfALine() {
    assertThatThrownBy(() -> ring(active(one, START), active(other, START)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two keys of Ed25519 are ACTIVE");
  }

  @Test
  void refusesTwoNextKeysOfALine() {
    assertThatThrownBy(() -> ring(next(one, START), next(other, START)))
        .hasMessage("two keys of Ed25519 are NEXT");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThatThrownBy(() -> ring(active(one, START), retiring(one, START)))
        .hasMessageContaining(one.kid() + " stands twice");
  }

  @Test
  void refusesAKeyThatRetiredButNeverSigned() {
    assertThatThrownBy(() -> next(one, START).retiredAt(START))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never active");
  }

  @Test
  void publishesEveryKey() {
    KeyRing ring = ring(retiring(key(), START), active(one, START), next(other, START));

    assertThat(ring.jwkSet())
        .contains(ring.keys().stream().map(RingKey::kid).toArray(String[]::new));
  }

  @Test
  void isEqualToARingWithTheSameKeysSinceTheSameInstants() {
    assertThat(ring(active(one, START))).isEqualTo(ring(active(one, START)));
    assertThat(ring(active(one, START))).isNotEqualTo(ring(active(one, START.plusNanos(1))));
    assertThat(ring(active(one, START))).isNotEqualTo(ring(active(other, START)));
  }

  @Test
  void remembersTheLongestTokenThatAKeyMayHaveSigned() {
    RingKey key = active(one, START);

    assertThat(key.signingUpTo(Duration.ofHours(2)).longestToken()).hasHours(2);
    assertThat(key.signingUpTo(Duration.ofMinutes(1)).longestToken()).hasHours(1);
  }
}
