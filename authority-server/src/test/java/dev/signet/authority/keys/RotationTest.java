package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.USUAL;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.next;
import static dev.signet.authority.keys.TestKeys.retiring;
import static dev.signet.authority.keys.TestKeys.ring;
import static dev.signet.authority.keys.TestKeys.rotation;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.keys.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Instant ANNOUNCE = START.plus(USUAL.every()).minus(USUAL.announce());

  private final Rotation rotation = rotation(ED25519);
  private final SigningKey old = key();
  private final KeyRing young = ring(active(old, START));

  private KeyRing advance(KeyRing ring, Instant now) {
    return rotation.advance(ring, now, SigningKey::generate);
  }

  private static RingKey only(KeyRing ring, KeyState state) {
    List<RingKey> found = ring.keys().stream().filter(key -> key.state() == state).toList();
    assertThat(found).as("%s in %s", state, ring).hasSize(1);
    return found.get(0);
  }

  @Nested
  class BySchedule {
    @Test
    void signsAtOnceWithTheFirstKey() {
      KeyRing ring = advance(KeyRing.EMPTY, START);

      assertThat(ring.keys()).hasSize(1);
      assertThat(only(ring, KeyState.ACTIVE).since()).isEqualTo(START);
    }

    @Test
    void doesNothingBeforeTheAnnouncement() {
      assertThat(advance(young, ANNOUNCE.minusNanos(1))).isEqualTo(young);
    }

    @Test
    void announcesAKeyBeforeTheOldOneIsDue() {
      KeyRing ring = advance(young, ANNOUNCE);

      assertThat(only(ring, KeyState.NEXT).announcedAt()).isEqualTo(ANNOUNCE);
      assertThat(only(ring, KeyState.ACTIVE).kid()).isEqualTo(old.kid());
    }

    @Test
    void activatesItOnceItWasAnnouncedLongEnough() {
      KeyRing announced = advance(young, ANNOUNCE);
      Instant due = ANNOUNCE.plus(USUAL.announce());

      assertThat(advance(announced, due.minusNanos(1))).isEqualTo(announced);
      KeyRing turned = advance(announced, due);
      assertThat(only(turned, KeyState.ACTIVE).kid())
          .isEqualTo(only(announced, KeyState.NEXT).kid());
      assertThat(only(turned, KeyState.RETIRING).kid()).isEqualTo(old.kid());
      assertThat(only(turned, KeyState.RETIRING).since()).isEqualTo(due);
    }

    @Test
    void dropsAKeyOnceItsLastTokenIsDead() {
      KeyRing ring = ring(retiring(old, START), active(key(), START));
      Instant due = START.plus(USUAL.retention());

      assertThat(advance(ring, due.minusNanos(1))).isEqualTo(ring);
      assertThat(advance(ring, due).find(old.kid())).isEmpty();
    }

    @Test
    void keepsAKeyForTheLongestTokenItSigned() {
      Duration longer = Duration.ofHours(20);
      KeyRing ring =
          ring(
              RingKey.announced(old, START).activatedAt(START, longer).retiredAt(START),
              active(key(), START));
      Instant due = START.plus(RotationSchedule.leastRetention(longer));

      assertThat(advance(ring, due.minusNanos(1)).find(old.kid())).isPresent();
      assertThat(advance(ring, due).find(old.kid())).isEmpty();
    }

    @Test
    void remembersThatTokensWereConfiguredLonger() {
      Rotation longer =
          new Rotation(RotationSchedule.usual(Duration.ofHours(20)), List.of(ED25519));

      KeyRing ring = longer.advance(young, START, SigningKey::generate);

      assertThat(only(ring, KeyState.ACTIVE).longestToken()).hasHours(20);
      assertThat(advance(ring, START)).isEqualTo(ring);
    }

    @Test
    void announcesFirstHoweverLongItSlept() {
      Instant late = START.plus(Duration.ofDays(400));

      KeyRing ring = advance(young, late);

      assertThat(only(ring, KeyState.ACTIVE).kid()).isEqualTo(old.kid());
      assertThat(only(ring, KeyState.NEXT).announcedAt()).isEqualTo(late);
      assertThat(advance(ring, late)).isEqualTo(ring);
    }

    @Test
    void takesLateWhatWasDueWhileItSlept() {
      KeyRing announced = advance(young, ANNOUNCE);
      Instant late = ANNOUNCE.plus(Duration.ofDays(400));

      KeyRing ring = advance(announced, late);

      assertThat(only(ring, KeyState.RETIRING).since()).isEqualTo(late);
      assertThat(only(ring, KeyState.ACTIVE).since()).isEqualTo(late);
      assertThat(ring.next(ED25519)).isEmpty();
    }

    @Test
    void waitsWhenTheClockIsSetBack() {
      assertThat(advance(young, START.minus(Duration.ofDays(400)))).isEqualTo(young);
    }
  }

  @Nested
  class WhenTheLinesChange {
    @Test
    void announcesANewLineBeforeTheOldOneEnds() {
      Rotation changed = rotation(ES256);

      KeyRing ring = changed.advance(young, START, SigningKey::generate);
      assertThat(only(ring, KeyState.ACTIVE).kid()).isEqualTo(old.kid());
      assertThat(only(ring, KeyState.NEXT).algorithm()).isEqualTo(ES256);
      assertThat(changed.signing(ring, ES256).map(RingKey::kid)).contains(old.kid());

      KeyRing later = changed.advance(ring, START.plus(USUAL.announce()), SigningKey::generate);
      assertThat(only(later, KeyState.ACTIVE).algorithm()).isEqualTo(ES256);
      assertThat(only(later, KeyState.RETIRING).kid()).isEqualTo(old.kid());
    }

    @Test
    void signsOnWithTheOldKeyWhenTheChangeIsTakenBackInTime() {
      KeyRing ring = rotation(ES256).advance(young, START, SigningKey::generate);

      assertThat(advance(ring, START.plusSeconds(1))).isEqualTo(young);
    }

    @Test
    void keepsTwoLinesSideBySide() {
      Rotation two = rotation(ED25519, ES256);
      KeyRing ring = two.advance(KeyRing.EMPTY, START, SigningKey::generate);

      assertThat(ring.active(ED25519)).isPresent();
      assertThat(two.signing(ring, ES256)).isEqualTo(ring.active(ES256));
      assertThat(two.advance(ring, ANNOUNCE, SigningKey::generate).keys()).hasSize(4);
    }
  }

  @Nested
  class ByHand {
    private final Instant now = START.plusSeconds(60);

    @Test
    void announcesAtOnce() {
      KeyRing ring = rotation.announceNow(young, ED25519, now, SigningKey::generate);

      assertThat(only(ring, KeyState.NEXT).announcedAt()).isEqualTo(now);
      assertThatThrownBy(() -> rotation.announceNow(ring, ED25519, now, SigningKey::generate))
          .hasMessageContaining("announced already and signs from 2026-11-23T10:01:00Z");
      assertThatThrownBy(() -> rotation.announceNow(ring, ES256, now, SigningKey::generate))
          .hasMessageContaining("no keys of ES256 are kept, only of Ed25519");
    }

    @Test
    void activatesAtOnceTheKeyThatIsNextOrANewOne() {
      SigningKey waiting = key();

      KeyRing fresh = rotation.activateNow(young, ED25519, now, SigningKey::generate);
      assertThat(only(fresh, KeyState.RETIRING).kid()).isEqualTo(old.kid());
      KeyRing known =
          rotation.activateNow(
              ring(active(old, START), next(waiting, START)), ED25519, now, SigningKey::generate);
      assertThat(only(known, KeyState.ACTIVE).kid()).isEqualTo(waiting.kid());
    }

    @Test
    void revokesTheKeyThatSignsAndLetsAnotherSign() {
      KeyRing ring = rotation.revoke(young, old.kid(), now, SigningKey::generate);

      assertThat(ring.keys()).hasSize(1);
      assertThat(only(ring, KeyState.ACTIVE).kid()).isNotEqualTo(old.kid());
    }

    @Test
    void revokesAKeyThatDoesNotSignAndChangesNothingElse() {
      RingKey retired = retiring(key(), START);

      assertThat(
              rotation.revoke(
                  ring(retired, active(old, START)), retired.kid(), now, SigningKey::generate))
          .isEqualTo(young);
      assertThatThrownBy(() -> rotation.revoke(young, "x", now, SigningKey::generate))
          .hasMessage("there is no key x; see: keys list");
    }

    @Test
    void revokesTheLastKeyOfALineThatIsKeptNoMore() {
      KeyRing ring = rotation(ES256).revoke(young, old.kid(), now, SigningKey::generate);

      assertThat(only(ring, KeyState.ACTIVE).algorithm()).isEqualTo(ES256);
    }

    @Test
    void takesAKeyInAsNextOrToVerifyOnly() {
      SigningKey foreign = key();

      assertThat(only(rotation.add(young, foreign, KeyState.NEXT, now), KeyState.NEXT).kid())
          .isEqualTo(foreign.kid());
      KeyRing verifying = rotation.add(young, foreign, KeyState.RETIRING, now);
      assertThat(only(verifying, KeyState.RETIRING).since()).isEqualTo(now);
      assertThatThrownBy(() -> rotation.add(verifying, foreign, KeyState.NEXT, now))
          .hasMessageContaining("in the ring already");
      assertThatThrownBy(() -> rotation.add(young, key(ES256), KeyState.NEXT, now))
          .hasMessageContaining("add it to keys.algorithms");
    }
  }
}
