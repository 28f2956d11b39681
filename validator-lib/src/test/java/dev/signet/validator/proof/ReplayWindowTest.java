package dev.signet.validator.proof;

import static dev.signet.validator.proof.TestProofs.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.signet.validator.Reason;
import dev.signet.validator.keys.Sha256;
import dev.signet.validator.rules.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  private static final TargetUri TARGET = TargetUri.find(TestProofs.URI).orElseThrow();
  private static final int CAPACITY = 1024;

  private final ReplayWindow window = new ReplayWindow(CAPACITY);

  private static Proof proof(int id, Instant issuedAt) {
    return new Proof("thumbprint", "id-" + id, issuedAt);
  }

  /** The reason, if it is refused. */
  private Optional<Reason> add(Proof proof, Instant oldest) {
    try {
      window.judge(proof, TARGET, oldest);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.reason());
    }
  }

  private Optional<Reason> add(Proof proof) {
    return add(proof, NOW.minusSeconds(60));
  }

  @Test
  void takesAProofOnce() {
    assertThat(add(proof(1, NOW))).isEmpty();
    assertThat(add(proof(1, NOW))).contains(Reason.PROOF_REPLAYED);
    assertThat(add(proof(2, NOW))).isEmpty();
    assertThat(window.size()).isEqualTo(2);
    assertThat(window.narrowed()).isZero();
  }

  @Test
  void forgetsWhatIsTooOldToBeTaken() {
    for (int i = 0; i < 400; i++) {
      add(proof(i, NOW));
    }
    for (int i = 400; i < 800; i++) {
      assertThat(add(proof(i, NOW.plusSeconds(61)), NOW.plusSeconds(1))).isEmpty();
    }

    assertThat(window.size()).isEqualTo(400);
    assertThat(window.narrowed()).isZero();
  }

  @Test
  void neverHoldsMoreThanItsCapacity() {
    for (int i = 0; i < 5 * CAPACITY; i++) {
      add(proof(i, NOW.plusSeconds(i / 100)));
    }

    assertThat(window.size()).isLessThanOrEqualTo(CAPACITY);
    assertThat(window.narrowed()).isPositive();
  }

  @Test
  void refusesWhatItHadToForget() {
    add(proof(0, NOW.minusSeconds(50)));
    for (int i = 1; i < 5 * CAPACITY; i++) {
      add(proof(i, NOW.plusSeconds(i / 100)));
    }

    assertThat(add(proof(0, NOW.minusSeconds(50)))).contains(Reason.INVALID_PROOF);
    assertThat(add(proof(-1, NOW.minusSeconds(60)))).contains(Reason.INVALID_PROOF);
  }

  @Test
  void refusesWhatItForgotWhileTheClockWasAhead() {
    for (int i = 0; i < 200; i++) {
      add(proof(i, NOW));
    }
    Instant ahead = NOW.plusSeconds(3600);
    for (int i = 200; i < 600; i++) {
      add(proof(i, ahead), ahead.minusSeconds(60));
    }

    for (int i = 0; i < 200; i++) {
      assertThat(add(proof(i, NOW))).contains(Reason.INVALID_PROOF);
    }
    assertThat(add(proof(0, NOW.plusSeconds(1)))).isEmpty();
  }

  @Test
  void aFullSecondRefusesNewProofsAndForgetsNone() {
    for (int i = 0; i < 3 * CAPACITY; i++) {
      add(proof(i, NOW));
    }

    assertThat(window.size()).isEqualTo(CAPACITY);
    assertThat(window.narrowed()).isEqualTo(2 * CAPACITY);
    for (int i = 0; i < 100; i++) {
      assertThat(add(proof(i, NOW))).isPresent();
    }
    assertThat(add(proof(-1, NOW.plusSeconds(1)))).isEmpty();
  }

  /** By the public hash of what a sender chooses, whose room all others share. */
  @Test
  void nobodyCanAimAtTheRoomOfAShare() {
    int sent = 0;
    for (int i = 0; sent < 2 * CAPACITY / 16; i++) {
      if ((plainHash(i) & 15) == 0) {
        add(proof(i, NOW));
        sent++;
      }
    }

    assertThat(window.size()).isEqualTo(sent);
    assertThat(window.narrowed()).isZero();
  }

  private static int plainHash(int id) {
    String text = "thumbprint\n" + TARGET.origin() + '\n' + TARGET.path() + "\nid-" + id;
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8))[7];
  }

  @Test
  void refusesACapacityThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(1023));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow((1 << 24) + 1));
    assertThat(new ReplayWindow(1 << 24).size()).isZero();
  }

  @Nested
  class WhateverTheClockDoes {
    /** Any mixture of proofs, replays, full rooms and steps of the clock, against a plain set. */
    @Test
    void nothingIsTakenTwice() {
      SplittableRandom random = new SplittableRandom(7);
      Set<Proof> taken = new HashSet<>();
      List<Proof> sent = new ArrayList<>();
      Instant now = NOW;
      for (int i = 0; i < 200_000; i++) {
        now = now.plusSeconds(step(random));
        boolean again = i > 0 && random.nextInt(3) == 0;
        Proof proof =
            again
                ? sent.get(Math.max(0, sent.size() - 1 - random.nextInt(3000)))
                : proof(i, now.plusSeconds(random.nextInt(66) - 60));
        sent.add(proof);
        if (add(proof, now.minusSeconds(60)).isEmpty()) {
          assertThat(taken.add(proof)).as("%s at %s", proof, now).isTrue();
        }
      }

      assertThat(window.size()).isLessThanOrEqualTo(CAPACITY);
      assertThat(taken).hasSizeGreaterThan(10_000);
      assertThat(window.narrowed()).isPositive();
    }

    private long step(SplittableRandom random) {
      return switch (random.nextInt(1000)) {
        case 0 -> -random.nextInt(300);
        case 1 -> random.nextInt(600);
        default -> random.nextInt(100) == 0 ? 1 : 0;
      };
    }

    @Test
    void ofManyThreadsWithOneProofOneIsTaken() throws InterruptedException {
      AtomicInteger accepted = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      Thread[] threads = new Thread[8];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  awaitIt(start);
                  IntStream.range(0, 500)
                      .filter(id -> add(proof(id, NOW)).isEmpty())
                      .forEach(id -> accepted.incrementAndGet());
                });
        threads[i].start();
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(accepted).hasValue(500);
    }

    private void awaitIt(CountDownLatch start) {
      try {
        start.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
