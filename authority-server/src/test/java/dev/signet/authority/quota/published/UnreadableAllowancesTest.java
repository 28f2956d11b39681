package dev.signet.authority.quota.published;

import static dev.signet.authority.RunningAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.MutableClock;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.OAuthException;
import dev.signet.authority.keys.TokenSigner;
import dev.signet.authority.quota.ListSettings;
import dev.signet.authority.revocation.RevocationNames;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.ScriptedStorage;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What is published while not all can be known, and while there is more than there is room for. */
@Timeout(120)
class UnreadableAllowancesTest {
  private static final Rate CALLS = new Rate(9, Duration.ofHours(1));

  private final InMemoryStorage storage = new InMemoryStorage();

  private void give(String name, Instant changedAt) {
    storage
        .allowances()
        .change(new AllowanceChange(name, null, CALLS, Counted.SUB, true, changedAt));
  }

  private void failReading() {
    storage.beforeReading(
        () -> {
          throw new StorageException("signet.db cannot be read for a reason");
        });
  }

  @Test
  void isServedOnAndLooksNoYoungerThanItIs() {
    give("billing", START);
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      PublishedAllowances published = new PublishedAllowances(authority);
      JsonNode before = published.claims();
      failReading();

      authority.advance(Duration.ofMinutes(59));
      authority.followAllowances();
      assertThat(published.claims()).isEqualTo(before);

      storage.beforeReading(() -> {});
      authority.followAllowances();
      authority.advance(Duration.ofSeconds(10));
      assertThat(published.claims().path("iat").longValue())
          .isGreaterThan(before.path("iat").longValue());
      assertThat(published.names("sub", "billing")).isTrue();
    }
  }

  @Test
  void isReadByNobodyWhoAsks() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      PublishedAllowances published = new PublishedAllowances(authority);
      give("billing", START);
      failReading();
      authority.advance(Duration.ofMinutes(1));

      for (int i = 0; i < 10; i++) {
        assertThat(published.get("/allowances").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void isServedOnByANodeThatDoesNotKnowTheTime() {
    ScriptedStorage timed = new ScriptedStorage();
    timed.tellTime(() -> START);
    try (RunningAuthority authority = new RunningAuthority().over(timed).start()) {
      PublishedAllowances published = new PublishedAllowances(authority);
      JsonNode before = published.claims();
      timed
          .allowances()
          .change(new AllowanceChange("billing", null, CALLS, Counted.SUB, true, START));

      authority.advance(Duration.ofHours(1));
      authority.followAllowances();
      assertThat(published.claims()).isEqualTo(before);

      authority.advance(Duration.ofHours(-1));
      // A clock that was wrong is looked at again after a second.
      while (!published.names("sub", "billing")) {
        authority.followAllowances();
      }
      assertThat(published.claims().path("iat")).isEqualTo(before.path("iat"));
    }
  }

  @Test
  void isNotThereBeforeItWasRead() {
    Supplier<TokenSigner> none =
        () -> {
          throw new AssertionError("nothing is to be signed");
        };
    AllowancePublisher publisher =
        new AllowancePublisher(
            storage.allowances(),
            Duration.ofHours(1),
            new AllowanceListSigner(
                none,
                kid -> true,
                "https://auth.example.org",
                ListSettings.DEFAULT,
                RevocationNames.salted(new SecureRandom()),
                new MutableClock(START)));
    failReading();
    publisher.follow();

    assertThatThrownBy(publisher::list)
        .isInstanceOfSatisfying(
            OAuthException.class, refused -> assertThat(refused.status()).isEqualTo(503));
  }

  @Test
  void isTheLatestTenThousandAndSaysOnceThatThereAreMore() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(AllowancePublisher.class);
    logger.addAppender(log);
    give("oldest", START.minusSeconds(2));
    for (int i = 1; i < 10_000; i++) {
      give("n" + i, START);
    }
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      PublishedAllowances published = new PublishedAllowances(authority);
      assertThat(published.entries()).hasSize(10_000);
      assertThat(published.names("sub", "oldest")).isTrue();
      assertThat(log.list).isEmpty();

      give("older", START.minusSeconds(1));
      authority.followAllowances();
      authority.followAllowances();

      assertThat(published.entries()).hasSize(10_000);
      assertThat(published.names("sub", "older")).isTrue();
      assertThat(published.names("sub", "oldest")).isFalse();
      assertThat(log.list).hasSize(1);
      assertThat(log.list.get(0).getFormattedMessage())
          .startsWith("more than 10000 live allowances changed of late");
    } finally {
      logger.detachAppender(log);
    }
  }
}
