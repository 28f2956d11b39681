package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.TestKeys.rotation;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.MutableClock;
import dev.signet.authority.keys.signing.KeySeal;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Nodes with a connection each to one database, which may be of any kind. */
abstract class ManyNodesContract {
  private static final int NODES = 4;
  private static final SigningAlgorithm ED25519 = SigningAlgorithm.ED25519;

  private final MutableClock clock = new MutableClock(START);
  private final List<Storage> storages = new ArrayList<>();
  private final List<KeyRotator> nodes = new ArrayList<>();
  private final Queue<KeyEvent> events = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(NODES);
  private final CyclicBarrier together = new CyclicBarrier(NODES);

  /** Opens the database of the test, which is empty at first, once more. */
  abstract Storage openDatabase();

  @BeforeEach
  void startThemAllAtOnce() throws Exception {
    for (int i = 0; i < NODES; i++) {
      storages.add(openDatabase());
    }
    List<Future<KeyRotator>> starting = new ArrayList<>();
    for (Storage storage : storages) {
      KeyTable table = new KeyTable(storage.keyRing(), KeySeal.masterKeys("A".repeat(43) + "="));
      starting.add(
          threads.submit(
              () -> {
                together.await();
                return new KeyRotator(
                    table, rotation(ED25519), TestKeys.engines(), clock, events::add);
              }));
    }
    for (Future<KeyRotator> each : starting) {
      nodes.add(each.get());
    }
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    storages.forEach(Storage::close);
  }

  @RepeatedTest(5)
  void makeOneFirstKey() {
    assertThat(nodes).extracting(KeyRotator::ring).containsOnly(nodes.get(0).ring());
    assertThat(nodes.get(0).ring().keys()).hasSize(1);
    assertThat(events).extracting(KeyEvent::kind).containsOnlyOnce(KeyEvent.Kind.CREATED);
  }

  @Test
  void takeEachStepOnceAndAgree() throws Exception {
    for (int day = 0; day < 65; day++) {
      clock.advance(Duration.ofDays(1));
      turnAllAtOnce();
      assertThat(nodes).extracting(KeyRotator::ring).containsOnly(nodes.get(0).ring());
    }

    assertThat(events.stream().collect(groupingBy(event -> event, counting())).values())
        .as("no step of a key's life was taken twice")
        .containsOnly(1L);
    assertThat(events)
        .filteredOn(event -> event.kind() == KeyEvent.Kind.ACTIVATED)
        .as("the first key and two rotations")
        .hasSize(3);
  }

  @Test
  void signNothingWithAKeyThatRetiredWhileTheySlept() throws Exception {
    String old = nodes.get(0).signer(ED25519).kid();
    clock.advance(Duration.ofDays(29));
    turnAllAtOnce();

    clock.advance(Duration.ofDays(1));
    nodes.get(0).turn();

    assertThat(nodes.get(0).signer(ED25519).kid()).isNotEqualTo(old);
    assertThat(nodes.get(1).signer(ED25519).kid()).isEqualTo(nodes.get(0).signer(ED25519).kid());
  }

  @Test
  void announceOneKeyWhenOperatorsAskForItAtOnce() throws Exception {
    List<Future<Boolean>> asking = new ArrayList<>();
    for (KeyRotator node : nodes) {
      asking.add(threads.submit(() -> isAnnouncedBy(node)));
    }
    int announced = 0;
    for (Future<Boolean> each : asking) {
      announced += each.get() ? 1 : 0;
    }
    nodes.forEach(KeyRotator::turn);

    assertThat(announced).isEqualTo(1);
    assertThat(nodes).extracting(KeyRotator::ring).containsOnly(nodes.get(0).ring());
    assertThat(nodes.get(0).ring().keys()).hasSize(2);
  }

  /** Whether it was this one: the others find that a key is announced already. */
  private boolean isAnnouncedBy(KeyRotator node) throws Exception {
    together.await();
    try {
      node.announce(ED25519);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void turnAllAtOnce() throws Exception {
    List<Future<?>> turning = new ArrayList<>();
    for (KeyRotator node : nodes) {
      turning.add(
          threads.submit(
              () -> {
                together.await();
                node.turn();
                return null;
              }));
    }
    for (Future<?> each : turning) {
      each.get();
    }
    nodes.forEach(KeyRotator::turn);
  }
}
