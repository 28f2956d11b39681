package dev.signet.authority;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.keys.KeyRotator;
import dev.signet.authority.revocation.RevocationPublisher;
import dev.signet.authority.revocation.RevocationStreams;
import dev.signet.authority.storage.KeyRingRecord;
import dev.signet.authority.storage.NewRevocation;
import dev.signet.authority.storage.RevocationTarget.OneToken;
import dev.signet.authority.storage.Storage;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.PostgresStorage;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that would look for itself in an hour. */
@Timeout(120)
class FollowingTest {
  private static final Duration AN_HOUR = Duration.ofHours(1);

  /** Signs the list; it has a database of its own. */
  @RegisterExtension static final RunningAuthority SIGNER = new RunningAuthority();

  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private final Storage other = PostgresStorage.open(database);
  private final Storage own = PostgresStorage.open(database);
  private final Authority authority =
      new Authority(SIGNER.authority().config(), SIGNER.clock(), own);
  private final RevocationPublisher published = authority.publisher(keys());
  private final RevocationStreams streams = RevocationStreams.of(published, SIGNER.clock());
  private final Semaphore keysChanged = new Semaphore(0);
  private final Following following =
      new Following(own, published, streams, AN_HOUR, keysChanged::release, () -> {});

  private KeyRotator keys() {
    return SIGNER.authority().openKeys();
  }

  @BeforeEach
  void awaitTheFirstLook() throws InterruptedException {
    awaitAStepOfTheKeys();
  }

  @AfterEach
  void close() {
    following.close();
    streams.close();
    authority.close();
    other.close();
  }

  private void awaitAStepOfTheKeys() throws InterruptedException {
    assertThat(keysChanged.tryAcquire(60, SECONDS)).as("a notice").isTrue();
  }

  private void revokeElsewhere(String jti) {
    other
        .revocations()
        .add(
            new NewRevocation(
                new OneToken(jti),
                RunningAuthority.START.plusSeconds(600),
                "a test",
                RunningAuthority.START));
  }

  private void awaitChange(long change) {
    while (published.change() < change) {
      Thread.onSpinWait();
    }
  }

  @Test
  void publishesWhatAnotherNodeRevoked() {
    revokeElsewhere("a");

    awaitChange(1);
    assertThat(published.size()).isEqualTo(1);
    revokeElsewhere("b");
    awaitChange(2);
    assertThat(following.told()).isEqualTo(1);
  }

  @Test
  void publishesWhatWasRevokedWhileTheConnectionWasLost() {
    TestPostgres.execute(database, "ALTER TABLE revocation_list DISABLE TRIGGER ALL");
    revokeElsewhere("a");
    TestPostgres.execute(database, "ALTER TABLE revocation_list ENABLE TRIGGER ALL");

    TestPostgres.endListeners(database);

    awaitChange(1);
  }

  @Test
  void tellsOfAStepOfTheKeysThatAnotherNodeTook() throws InterruptedException {
    assertThat(other.keyRing().replace(new KeyRingRecord(1, "{}", Map.of()))).isTrue();

    awaitAStepOfTheKeys();
  }

  @Test
  void looksOnceForManyNoticesThatComeWhileItIsBusy() throws InterruptedException {
    try (Housekeeping thread = new Housekeeping("test-housekeeping")) {
      CountDownLatch busy = new CountDownLatch(1);
      CountDownLatch released = new CountDownLatch(1);
      Semaphore looks = new Semaphore(0);
      Runnable look = thread.soon(looks::release);
      thread
          .soon(
              () -> {
                busy.countDown();
                awaitSafely(released);
              })
          .run();
      awaitSafely(busy);

      for (int i = 0; i < 1_000; i++) {
        look.run();
      }
      released.countDown();

      assertThat(looks.tryAcquire(60, SECONDS)).isTrue();
      look.run();
      assertThat(looks.tryAcquire(60, SECONDS)).as("a notice after that").isTrue();
      assertThat(looks.availablePermits()).isZero();
    }
  }

  private static void awaitSafely(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
