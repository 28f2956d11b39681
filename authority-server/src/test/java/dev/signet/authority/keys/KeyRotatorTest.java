package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.USUAL;
import static dev.signet.authority.keys.TestKeys.active;
import static dev.signet.authority.keys.TestKeys.engines;
import static dev.signet.authority.keys.TestKeys.key;
import static dev.signet.authority.keys.TestKeys.kinds;
import static dev.signet.authority.keys.TestKeys.ring;
import static dev.signet.authority.keys.TestKeys.rotation;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.KeyEvent.Kind;
import dev.signet.authority.keys.signing.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class KeyRotatorTest {
  private final MutableClock clock = new MutableClock(START);
  private final ScriptedStore store = new ScriptedStore();
  private final List<KeyEvent> events = new ArrayList<>();

  private KeyRotator node() {
    return new KeyRotator(store, rotation(ED25519), engines(), clock, events::add);
  }

  /** A store whose disk fails when it is told to, and that counts what it is asked. */
  private static final class ScriptedStore implements KeyStore {
    private final MemoryKeyStore memory = new MemoryKeyStore(KeyRing.EMPTY);
    private boolean readable = true;
    private boolean writable = true;
    private Runnable beforeReplace = () -> {};

    @Override
    public KeyRing load() {
      if (!readable) {
        throw new UncheckedIOException(new IOException("I/O error"));
      }
      return memory.load();
    }

    @Override
    public boolean replace(KeyRing expected, KeyRing next) {
      if (!writable) {
        throw new UncheckedIOException(new IOException("No space left on device"));
      }
      Runnable once = beforeReplace;
      beforeReplace = () -> {};
      once.run();
      return memory.replace(expected, next);
    }
  }

  /** Nine days pass between its second reading, for the new ring, and its third. */
  private final class SleepingClock extends Clock {
    private int readings;

    @Override
    public Instant instant() {
      readings++;
      if (readings == 3) {
        clock.advance(Duration.ofDays(9));
      }
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return clock.withZone(zone);
    }
  }

  private void goToTheAnnouncement() {
    clock.advance(USUAL.every().minus(USUAL.announce()));
  }

  private void goToTheActivation() {
    clock.advance(USUAL.announce());
  }

  @Nested
  class OneNode {
    @Test
    void makesTheFirstKeyAndTellsOfIt() {
      KeyRotator node = node();

      assertThat(kinds(events)).containsExactly(Kind.CREATED, Kind.ACTIVATED);
      assertThat(node.signer(ED25519).kid()).isEqualTo(events.get(0).kid());
      assertThat(store.load()).isEqualTo(node.ring());
    }

    @Test
    void tellsOfEachStepOfAWholeLife() {
      KeyRotator node = node();
      events.clear();

      goToTheAnnouncement();
      node.turn();
      goToTheActivation();
      node.turn();
      clock.advance(USUAL.retention());
      node.turn();

      assertThat(kinds(events))
          .containsExactly(
              Kind.CREATED, Kind.ANNOUNCED, Kind.RETIRED, Kind.ACTIVATED, Kind.DROPPED);
      assertThat(node.ring().keys()).hasSize(1);
    }

    @Test
    void publishesTheRingOfTheMoment() {
      KeyRotator node = node();
      Object before = node.jwkSet();
      node.turn();
      goToTheAnnouncement();
      node.turn();

      assertThat(node.jwkSet()).isNotSameAs(before);
      assertThat(node.ring().keys()).hasSize(2);
    }

    @Test
    void countsAnAnnouncementFromWhenItsKeyIsPublished() {
      node();
      goToTheAnnouncement();
      // The machine sleeps between the making of the new ring and its keeping.
      KeyRotator node =
          new KeyRotator(store, rotation(ED25519), engines(), new SleepingClock(), events::add);

      assertThat(clock.instant()).isAfter(START.plus(USUAL.every()));
      assertThat(node.ring().next(ED25519).map(RingKey::announcedAt)).contains(clock.instant());
      assertThat(kinds(events)).endsWith(Kind.CREATED, Kind.ANNOUNCED);
    }
  }

  @Nested
  class SeveralNodes {
    @Test
    void signWithTheSameFirstKey() {
      assertThat(node().signer(ED25519).kid()).isEqualTo(node().signer(ED25519).kid());
      assertThat(kinds(events)).containsExactly(Kind.CREATED, Kind.ACTIVATED);
    }

    @Test
    void turnTheRingOnceHoweverManyFindItDue() throws Exception {
      List<KeyRotator> nodes = List.of(node(), node(), node(), node());
      events.clear();
      goToTheAnnouncement();
      List<KeyEvent> shared = events;
      CyclicBarrier together = new CyclicBarrier(nodes.size());
      ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
      try {
        List<Callable<Void>> turns = new ArrayList<>();
        for (KeyRotator node : nodes) {
          turns.add(
              () -> {
                together.await();
                node.turn();
                return null;
              });
        }
        for (Future<Void> turned : threads.invokeAll(turns)) {
          turned.get();
        }
      } finally {
        threads.shutdownNow();
      }

      assertThat(kinds(shared)).containsExactly(Kind.CREATED, Kind.ANNOUNCED);
      assertThat(nodes).allMatch(node -> node.ring().equals(store.load()));
    }

    @Test
    void noticeWhatAnotherDid() {
      KeyRotator sleeper = node();
      KeyRotator other = node();
      other.announce(ED25519);
      assertThat(sleeper.ring().keys()).hasSize(1);

      sleeper.turn();

      assertThat(sleeper.ring()).isEqualTo(other.ring());
    }

    @Test
    void takeTheStepOfTheFasterForTheirOwn() {
      KeyRotator slow = node();
      KeyRotator fast = node();
      events.clear();
      goToTheAnnouncement();
      store.beforeReplace = fast::turn;

      slow.turn();

      assertThat(kinds(events)).containsExactly(Kind.CREATED, Kind.ANNOUNCED);
      assertThat(slow.ring()).isEqualTo(fast.ring());
    }

    @Test
    void signNothingWithAKeyThatRetiredWhileTheySlept() {
      KeyRotator sleeper = node();
      KeyRotator awake = node();
      goToTheAnnouncement();
      awake.turn();
      sleeper.turn();
      String old = sleeper.signer(ED25519).kid();
      goToTheActivation();
      awake.turn();

      // No timer has run on this node since the announcement.
      assertThat(sleeper.signer(ED25519).kid())
          .isNotEqualTo(old)
          .isEqualTo(awake.signer(ED25519).kid());
    }

    @Test
    void publishNothingOldAfterTheyWereSuspended() {
      KeyRotator sleeper = node();
      KeyRotator awake = node();
      awake.revoke(awake.signer(ED25519).kid());
      clock.advance(Duration.ofMinutes(1));
      Object old = sleeper.jwkSet();
      assertThat(sleeper.ring()).isNotEqualTo(awake.ring());

      clock.advance(Duration.ofNanos(1));

      assertThat(sleeper.jwkSet()).isNotSameAs(old);
      assertThat(sleeper.ring()).isEqualTo(awake.ring());
    }

    @Test
    void takeTheStepThemselvesWhenNobodyElseDid() {
      KeyRotator node = node();
      goToTheAnnouncement();
      node.turn();
      String old = node.signer(ED25519).kid();

      clock.advance(USUAL.announce().minusNanos(1));
      assertThat(node.signer(ED25519).kid()).isEqualTo(old);
      clock.advance(Duration.ofNanos(1));
      assertThat(node.signer(ED25519).kid()).isNotEqualTo(old);
    }
  }

  @Nested
  class WhenTheStoreFails {
    @Test
    void signsOnWhileNothingIsDue() {
      KeyRotator node = node();
      store.readable = false;
      node.turn();

      assertThatCode(() -> node.signer(ED25519)).doesNotThrowAnyException();
      assertThatThrownBy(node::probe).hasMessageContaining("I/O error");
    }

    @Test
    void signsNothingPastADueStepWhenItCannotRead() {
      KeyRotator node = node();
      goToTheAnnouncement();
      node.turn();
      goToTheActivation();
      store.readable = false;

      assertThatThrownBy(() -> node.signer(ED25519))
          .isInstanceOf(KeyRotator.UnavailableException.class)
          .hasMessageContaining("cannot be read");
      store.readable = true;
      assertThatCode(() -> node.signer(ED25519)).doesNotThrowAnyException();
      assertThatCode(node::probe).doesNotThrowAnyException();
    }

    @Test
    void signsWithTheKeyThatIsStillActiveWhenItCannotWrite() {
      KeyRotator node = node();
      goToTheAnnouncement();
      node.turn();
      String old = node.signer(ED25519).kid();
      goToTheActivation();
      store.writable = false;

      assertThat(node.signer(ED25519).kid()).isEqualTo(old);
      assertThatThrownBy(node::probe).hasMessageContaining("No space left");
      store.writable = true;
      clock.advance(Duration.ofSeconds(10));
      assertThat(node.signer(ED25519).kid()).isNotEqualTo(old);
    }

    @Test
    void doesNotStartWithoutARing() {
      store.readable = false;

      assertThatThrownBy(KeyRotatorTest.this::node).hasMessageContaining("I/O error");
    }
  }

  @Nested
  class ByHand {
    @Test
    void tellsOfARevocationAndOfTheSuccessor() {
      KeyRotator node = node();
      String old = node.signer(ED25519).kid();
      events.clear();

      node.revoke(old);

      assertThat(kinds(events)).containsExactly(Kind.REVOKED, Kind.CREATED, Kind.ACTIVATED);
      assertThat(events.get(0).kid()).isEqualTo(old);
      assertThat(node.signer(ED25519).kid()).isNotEqualTo(old);
    }

    @Test
    void tellsOfAnImport() {
      KeyRotator node = node();
      events.clear();

      node.add(key(), KeyState.NEXT);

      assertThat(kinds(events)).containsExactly(Kind.IMPORTED, Kind.ANNOUNCED);
    }

    @Test
    void turnsAtOnce() {
      KeyRotator node = node();
      String old = node.signer(ED25519).kid();

      KeyRing ring = node.activate(ED25519);

      assertThat(ring.find(old).map(RingKey::state)).contains(KeyState.RETIRING);
      assertThat(node.signer(ED25519).kid()).isEqualTo(ring.active().get(0).kid());
    }
  }

  @Test
  void signsForANewLineWithTheOldOneUntilItsKeyWasAnnouncedLongEnough() {
    SigningKey old = key();
    store.replace(KeyRing.EMPTY, ring(active(old, START)));
    KeyRotator node =
        new KeyRotator(store, rotation(ED25519, ES256), engines(), clock, events::add);

    assertThat(node.signer(ES256).kid()).isEqualTo(old.kid());
    goToTheActivation();
    assertThat(node.signer(ES256).kid()).isNotEqualTo(old.kid());
    assertThat(node.signer(ED25519).kid()).isEqualTo(old.kid());
  }
}
