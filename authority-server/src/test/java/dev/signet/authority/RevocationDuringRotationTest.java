package dev.signet.authority;

import static dev.signet.authority.keys.signing.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.validator.Freshness;
import dev.signet.validator.ValidatorEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens are taken back while the key that signs tokens and lists makes room for another. */
@Timeout(120)
class RevocationDuringRotationTest {
  /** Within it no validator asks for keys or revocations by itself, as no time passes for it. */
  private static final Duration ANNOUNCE = Duration.ofMinutes(7);

  private static final Duration RETENTION = Duration.ofMinutes(66);
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final RunningAuthority authority =
      new RunningAuthority()
          .findable()
          .with("SIGNET_KEYS_JWK_SET_MAX_AGE", "5m")
          .with("SIGNET_KEYS_ROTATION_ANNOUNCE", "7m")
          .with("SIGNET_KEYS_ROTATION_RETENTION", "66m")
          .with("SIGNET_TOKENS_LIFETIME", "1h")
          .with("SIGNET_REVOCATIONS_TTL", "1h");

  private final List<Pair> issued = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private Shop shop = new Shop(authority, "");

  /** A token that is taken back at some time, and one of the same moment that is not. */
  private record Pair(String revoked, String living, Instant expiresAt) {}

  @BeforeEach
  void start() {
    authority.start();
    shop = Shop.at(authority);
    keys.add(activeKey());
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private String activeKey() {
    return authority.server().keys().signer(ES256).kid();
  }

  private void turnAfter(Duration time) {
    authority.advance(time);
    authority.server().keys().turn();
  }

  /** The next key signs from now on, and nobody has heard of it. */
  private void announceAndActivate() {
    authority.server().keys().announce(ES256);
    turnAfter(ANNOUNCE);
    assertThat(activeKey()).isNotIn(keys);
    keys.add(activeKey());
  }

  private void dropTheFirstKey() {
    turnAfter(RETENTION);
    assertThat(authority.server().keys().ring().find(keys.get(0))).isEmpty();
  }

  private Pair issue() {
    Instant expiresAt = authority.clock().instant().plus(LIFETIME);
    return new Pair(shop.acquire(), shop.acquire(), expiresAt);
  }

  private Follower listening() throws InterruptedException {
    return Follower.of(authority, settings -> settings);
  }

  private Follower polling() throws InterruptedException {
    return Follower.of(authority, settings -> settings.revocationStream(false));
  }

  /** Has it ask for revocations, and for no keys. */
  private static void poll(Follower follower, Pair pair) {
    follower.validator().checkToken(pair.living(), Freshness.within(Duration.ZERO));
  }

  /** Takes one of the pair back, and holds both validators to all pairs that live. */
  private void revoke(Pair pair, Follower listening, Follower polling) throws InterruptedException {
    shop.revoke(pair.revoked());
    issued.add(pair);
    listening.awaitChange(issued.size());
    poll(polling, pair);
    polling.awaitChange(issued.size());
    for (Pair each : issued) {
      if (authority.clock().instant().isBefore(each.expiresAt())) {
        for (Follower follower : List.of(listening, polling)) {
          follower.assertRevoked(each.revoked());
          follower.assertAccepts(each.living());
        }
      }
    }
  }

  @Test
  void losesNothingBetweenTheStepsOfARotation() throws Exception {
    try (Follower listening = listening();
        Follower polling = polling()) {
      revoke(issue(), listening, polling);

      authority.server().keys().announce(ES256);
      revoke(issue(), listening, polling);

      Pair ofTheOldKey = issue();
      turnAfter(ANNOUNCE);
      assertThat(activeKey()).isNotEqualTo(keys.get(0));
      for (Follower follower : List.of(listening, polling)) {
        assertThat(follower.usableKeys()).as("it has not heard of the new key").isEqualTo(1);
      }
      revoke(ofTheOldKey, listening, polling);
      revoke(issue(), listening, polling);

      turnAfter(RETENTION.minus(ANNOUNCE));
      Pair ofTheNewKey = issue();
      revoke(issue(), listening, polling);
      turnAfter(ANNOUNCE);
      assertThat(authority.server().keys().ring().find(keys.get(0))).isEmpty();
      revoke(ofTheNewKey, listening, polling);

      List<Long> all = LongStream.rangeClosed(0, issued.size()).boxed().toList();
      assertThat(listening.changes()).isEqualTo(all);
      assertThat(polling.changes()).isEqualTo(all);
    }
  }

  @Test
  void sendsAFullListOfTheNewKeyToWhoKnewTheOldOne() throws Exception {
    try (Follower listening = listening();
        Follower polling = polling()) {
      Pair pair = issue();
      revoke(pair, listening, polling);
      announceAndActivate();

      authority.authority().renumbering().after(1);
      authority.followRevocations();

      listening.awaitChange(1_000_001);
      poll(polling, pair);
      polling.awaitChange(1_000_001);
      for (Follower follower : List.of(listening, polling)) {
        follower.assertRevoked(pair.revoked());
        follower.assertAccepts(pair.living());
      }
    }
  }

  @Test
  void doesNotTakeAListOfARetiredKeyAndGoesOnFromItsOwn() throws Exception {
    ReplayingMirror mirror = new ReplayingMirror(authority);
    try (Follower polling = Follower.of(authority, settings -> settings.transport(mirror))) {
      mirror.keep();
      announceAndActivate();
      dropTheFirstKey();
      Pair ofTheNewKey = issue();

      polling.validator().checkToken(ofTheNewKey.living());
      polling.awaitTold(Kind.KEYS_INSTALLED, "");

      mirror.replays(true);
      polling.validator().refreshNow();
      polling.awaitTold(Kind.REVOCATIONS_REJECTED, "");
      assertThat(polling.changes()).containsExactly(0L);
      polling.assertAccepts(ofTheNewKey.living());

      mirror.replays(false);
      shop.revoke(ofTheNewKey.revoked());
      polling.validator().refreshNow();
      polling.awaitChange(1);
      polling.assertRevoked(ofTheNewKey.revoked());
      polling.assertAccepts(ofTheNewKey.living());
    }
  }
}
