package dev.signet.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.operator.OperatorClient;
import dev.signet.validator.Freshness;
import dev.signet.validator.Reason;
import dev.signet.validator.StalePolicy;
import dev.signet.validator.TokenValidatorBuilder;
import dev.signet.validator.ValidatorEvent.Kind;
import dev.signet.validator.ValidatorState.Phase;
import dev.signet.validator.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of revocations when the clocks of authority and validators differ. */
@Timeout(120)
class ClocksApartTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final Duration LIFETIME = Duration.ofHours(3);
  private static final Duration USUAL_SKEW = Duration.ofSeconds(10);
  private static final Duration MOST_APART = Duration.ofMinutes(5);
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final RunningAuthority authority =
      new RunningAuthority()
          .findable()
          .with("SIGNET_TOKENS_LIFETIME", "3h")
          .with("SIGNET_TOKENS_LONGEST_LIFETIME", "3h")
          // Validators ask when the test lets them.
          .with("SIGNET_REVOCATIONS_TTL", "30m");

  /** That of the validators; the authority has another. */
  private final MutableClock theirs = new MutableClock(RunningAuthority.START);

  private Shop shop = new Shop(authority, "");
  private String revoked = "";
  private String living = "";

  @BeforeEach
  void start() {
    authority.start();
    shop = Shop.at(authority);
    revoked = shop.acquire();
    living = shop.acquire();
  }

  @AfterEach
  void stop() {
    authority.close();
  }

  private Follower follow(UnaryOperator<TokenValidatorBuilder> change) throws InterruptedException {
    return Follower.of(authority, settings -> change.apply(settings.clock(theirs)));
  }

  private Follower polling() throws InterruptedException {
    return follow(settings -> settings.revocationStream(false));
  }

  private static void poll(Follower follower) {
    follower.validator().refreshNow();
  }

  private void revokeOfTheHolder(String operator) {
    OperatorClient ops = OperatorClient.add(authority, operator, "revocations");
    assertThat(ops.add("{\"sub\":\"shop\",\"reason\":\"a test\"}").status()).isEqualTo(201);
  }

  @Nested
  class OfTheAuthority {
    @Test
    void setBackAndForthHoldsUpNoRevocation() throws Exception {
      try (Follower listening = follow(settings -> settings);
          Follower polling = polling()) {
        String another = shop.acquire();
        authority.advance(AN_HOUR.negated());
        authority.followRevocations();

        shop.revoke(revoked);
        arrives(1, listening, polling);
        authority.advance(AN_HOUR);
        shop.revoke(another);
        arrives(2, listening, polling);

        for (Follower follower : List.of(listening, polling)) {
          follower.assertRevoked(revoked);
          follower.assertRevoked(another);
          follower.assertAccepts(living);
        }
      }
    }

    private void arrives(long seq, Follower listening, Follower polling)
        throws InterruptedException {
      listening.awaitChange(seq);
      poll(polling);
      polling.awaitChange(seq);
    }

    @Test
    void aheadByFiveMinutesHoldsUpNoRevocation() throws Exception {
      try (Follower listening = follow(settings -> settings)) {
        authority.advance(MOST_APART);

        shop.revoke(revoked);

        listening.awaitChange(1);
        listening.assertRevoked(revoked);
      }
    }

    @Test
    void aheadByMoreHoldsUpRevocationsUntilItIsRight() throws Exception {
      try (Follower polling = polling()) {
        authority.advance(MOST_APART.plus(A_SECOND));
        shop.revoke(revoked);

        poll(polling);

        polling.awaitTold(Kind.REVOCATIONS_REJECTED, "revocations signed in the future");
        polling.assertAccepts(revoked);
        authority.advance(MOST_APART.plus(A_SECOND).negated());
        poll(polling);
        polling.awaitChange(1);
        polling.assertRevoked(revoked);
        polling.assertAccepts(living);
      }
    }

    @Test
    void setBackLeavesWhatWasIssuedSinceOutOfTheReachOfRules() throws Exception {
      try (Follower listening = follow(settings -> settings)) {
        authority.advance(AN_HOUR.negated());

        revokeOfTheHolder("one");
        listening.awaitChange(1);
        listening.assertAccepts(living);

        authority.advance(AN_HOUR);
        revokeOfTheHolder("other");
        listening.awaitChange(2);
        listening.assertRevoked(living);
      }
    }

    @Test
    void aheadDropsWhatIsStillOfUse() throws Exception {
      try (Follower polling = polling()) {
        shop.revoke(revoked);
        poll(polling);
        polling.awaitChange(1);
        Duration ahead = LIFETIME.plusMinutes(6);

        authority.advance(ahead.minus(A_SECOND));
        authority.authority().revocations().dropExpired();
        assertThat(authority.authority().revocations().inForce()).hasSize(1);
        authority.advance(A_SECOND);
        authority.authority().revocations().dropExpired();
        authority.advance(ahead.negated());
        authority.publishRevocations();
        poll(polling);

        polling.awaitChange(2);
        polling.assertAccepts(revoked);
      }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11})
    void setBackDatesNoTokenAheadOfWhatValidatorsTake(long seconds) throws Exception {
      try (Follower listening = follow(settings -> settings)) {
        authority.advance(Duration.ofSeconds(seconds - 1));
        theirs.advance(Duration.ofSeconds(seconds - 1));
        OperatorClient ops = OperatorClient.add(authority, "ops", "revocations");
        ops.add("{\"sub\":\"somebody else\",\"reason\":\"a test\"}");
        listening.awaitChange(1);
        authority.advance(Duration.ofSeconds(1 - seconds));
        theirs.advance(Duration.ofSeconds(1 - seconds));

        listening.assertAccepts(shop.acquire());
      }
    }
  }

  @Nested
  class OfAValidator {
    @Test
    void aheadMakesTheListLookOldAndHoldsUpNoRevocation() throws Exception {
      try (Follower flags = follow(settings -> settings);
          Follower refuses =
              follow(s -> s.staleRevocations(StalePolicy.refuseAfter(AN_HOUR.plusMinutes(1))))) {
        theirs.advance(AN_HOUR);
        shop.revoke(revoked);
        flags.awaitChange(1);
        refuses.awaitChange(1);

        assertThat(flags.revocations().phase()).isEqualTo(Phase.STALE);
        assertThat(flags.revocations().age().orElseThrow())
            .isGreaterThanOrEqualTo(AN_HOUR.minus(USUAL_SKEW));
        for (Follower follower : List.of(flags, refuses)) {
          follower.assertRevoked(revoked);
          assertTooOld(follower.validator().checkToken(living, Freshness.within(MOST_APART)));
        }
        theirs.advance(Duration.ofMinutes(2));
        flags.assertAccepts(living);
        assertTooOld(refuses.validator().checkToken(living));
      }
    }

    private void assertTooOld(Verdict verdict) {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.Unavailable.class,
              unavailable ->
                  assertThat(unavailable.reason()).isEqualTo(Reason.REVOCATIONS_TOO_OLD));
    }

    @Test
    void setBackByMoreThanFiveMinutesKeepsWhatIsHeldAndTakesNothingNew() throws Exception {
      try (Follower polling = polling()) {
        String another = shop.acquire();
        shop.revoke(revoked);
        poll(polling);
        polling.awaitChange(1);

        theirs.advance(MOST_APART.plus(A_SECOND).negated());
        shop.revoke(another);
        poll(polling);
        polling.awaitTold(Kind.REVOCATIONS_REJECTED, "revocations signed in the future");
        theirs.advance(MOST_APART.plus(A_SECOND));
        polling.assertRevoked(revoked);
        polling.assertAccepts(another);

        poll(polling);
        polling.awaitChange(2);
        polling.assertRevoked(another);
      }
    }
  }
}
