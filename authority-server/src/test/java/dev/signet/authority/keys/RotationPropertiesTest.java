package dev.signet.authority.keys;

import static dev.signet.authority.keys.TestKeys.START;
import static dev.signet.authority.keys.signing.SigningAlgorithm.ED25519;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.keys.signing.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the schedule, whenever the steps are taken and however often verifiers poll: they know
 * the key of every token that lives.
 */
class RotationPropertiesTest {
  private static final int STEPS = 400;
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** What a verifier knows and when it will ask again. */
  private static final class Verifier {
    private Set<String> known = Set.of();
    private Instant pollAt = START;
  }

  /** A token that was signed. */
  private record Signed(String kid, Instant dies) {}

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noVerifierEverMeetsATokenOfAKeyItDoesNotKnow(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RotationSchedule schedule = schedule(random);
    Rotation rotation = new Rotation(schedule, List.of(ED25519));
    List<Verifier> verifiers = List.of(new Verifier(), new Verifier(), new Verifier());
    Deque<Signed> living = new ArrayDeque<>();
    KeyRing ring = rotation.advance(KeyRing.EMPTY, START, SigningKey::generate);
    Instant now = START;

    for (int i = 0; i < STEPS; i++) {
      Instant step = now.plusMillis(pause(random, schedule));
      // Verifiers poll when their copy is due, with the ring that stood then.
      for (Verifier verifier : verifiers) {
        poll(verifier, ring, now, step, random, schedule);
      }
      now = step;
      ring = rotation.advance(ring, now, SigningKey::generate);
      String kid = rotation.signing(ring, ED25519).orElseThrow().kid();
      living.add(new Signed(kid, now.plus(schedule.longestToken()).plus(SKEW)));
      Instant moment = now;
      living.removeIf(token -> !moment.isBefore(token.dies()));

      assertThat(ring.active()).hasSize(1);
      for (Verifier verifier : verifiers) {
        assertThat(verifier.known).as("seed %d, step %d", seed, i).contains(kid);
      }
      assertThat(kids(ring)).containsAll(living.stream().map(Signed::kid).toList());
    }
    assertThat(rotations(ring, schedule, now)).isTrue();
  }

  /** At the latest moment that its copy may have, or any before. */
  private static void poll(
      Verifier verifier,
      KeyRing ring,
      Instant from,
      Instant until,
      SplittableRandom random,
      RotationSchedule schedule) {
    while (!verifier.pollAt.isAfter(until)) {
      Instant at = verifier.pollAt.isBefore(from) ? from : verifier.pollAt;
      verifier.known = kids(ring);
      long latest = Math.max(1, schedule.jwkSetMaxAge().toMillis() * 6 / 5);
      long age = random.nextBoolean() ? latest : random.nextLong(1, latest + 1);
      verifier.pollAt = at.plusMillis(Math.max(age, 1));
      if (Duration.between(verifier.pollAt, until).toMillis() > 20 * latest) {
        // Between two steps the ring stands still: only the last polls before the next one count.
        verifier.pollAt = until.minusMillis(random.nextLong(0, latest + 1));
      }
    }
  }

  private static RotationSchedule schedule(SplittableRandom random) {
    Duration longest = Duration.ofSeconds(random.nextLong(1, 86_401));
    Duration age = Duration.ofSeconds(random.nextLong(1, 86_401));
    Duration announce = RotationSchedule.leastAnnounce(age).plusSeconds(random.nextLong(0, 9_999));
    Duration retention =
        RotationSchedule.leastRetention(longest).plusSeconds(random.nextLong(0, 9_999));
    Duration every = announce.plus(retention).plusSeconds(random.nextLong(0, 99_999));
    return new RotationSchedule(every, announce, retention, age, longest);
  }

  /** Mostly about as often as something happens, at times far too seldom. */
  private static long pause(SplittableRandom random, RotationSchedule schedule) {
    long announce = schedule.announce().toMillis();
    return switch (random.nextInt(10)) {
      case 0 -> schedule.every().toMillis() + random.nextLong(announce);
      case 1, 2 -> random.nextLong(1, 1_000);
      default -> random.nextLong(1, announce);
    };
  }

  private static Set<String> kids(KeyRing ring) {
    return new HashSet<>(ring.keys().stream().map(RingKey::kid).toList());
  }

  /** The run went through rotations, and did not just keep its first key. */
  private static boolean rotations(KeyRing ring, RotationSchedule schedule, Instant now) {
    List<Instant> since = new ArrayList<>(ring.active().stream().map(RingKey::since).toList());
    return since.stream().allMatch(at -> at.isAfter(START.plus(schedule.every())))
        && now.isAfter(START.plus(schedule.every()));
  }
}
