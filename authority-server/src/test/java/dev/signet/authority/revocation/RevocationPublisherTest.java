package dev.signet.authority.revocation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.RunningAuthority;
import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.keys.signing.SigningAlgorithm;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevocationPublisherTest {
  private static final int READERS = 1_000;

  @RegisterExtension static final RunningAuthority AUTHORITY = new RunningAuthority();

  private final AtomicInteger signatures = new AtomicInteger();

  private RevocationPublisher publisher() {
    KeyRotator keys = AUTHORITY.authority().openKeys();
    return new RevocationPublisher(
        AUTHORITY.authority().storage().revocationReader(),
        AUTHORITY.authority().renumbering(),
        () -> {
          signatures.incrementAndGet();
          return keys.signer(SigningAlgorithm.ES256);
        },
        RunningAuthority.ISSUER,
        AUTHORITY.authority().config().revocations(),
        AUTHORITY.clock());
  }

  private static void revoke() {
    AUTHORITY
        .authority()
        .revocations()
        .revoke(
            new TokensIssuedBefore(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RunningAuthority.START),
            new Revocations.Cause("a test", "a test"));
  }

  /** What a thousand get that ask at once, on a hundred threads. */
  private static <T> Set<T> askAtOnce(Callable<T> question) throws Exception {
    ExecutorService askers = Executors.newFixedThreadPool(100);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> answers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      answers.add(
          askers.submit(
              () -> {
                assertThat(start.await(30, SECONDS)).isTrue();
                return question.call();
              }));
    }
    start.countDown();
    List<T> given = new ArrayList<>();
    for (Future<T> answer : answers) {
      given.add(answer.get(30, SECONDS));
    }
    askers.shutdownNow();
    return given.stream().collect(Collectors.toSet());
  }

  @Test
  void signsTheListOnceHoweverManyAsk() throws Exception {
    RevocationPublisher publisher = publisher();

    assertThat(askAtOnce(publisher::list)).hasSize(1);
    assertThat(signatures).hasValue(1);

    revoke();
    publisher.refresh();
    assertThat(askAtOnce(publisher::list)).hasSize(1);
    assertThat(signatures).hasValue(2);
  }

  @Test
  void signsADeltaOnceHoweverManyAsk() throws Exception {
    RevocationPublisher publisher = publisher();
    long held = publisher.change();
    revoke();

    assertThat(askAtOnce(() -> publisher.delta(held).orElseThrow())).hasSize(1);

    assertThat(signatures).hasValue(1);
    assertThat(publisher.change()).as("turned with the delta").isEqualTo(held + 1);
  }
}
