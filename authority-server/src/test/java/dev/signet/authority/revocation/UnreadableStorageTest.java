package dev.signet.authority.revocation;

import static dev.signet.authority.storage.TestRecords.everythingBefore;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.revocation.StreamReader.Event;
import dev.signet.authority.storage.InMemoryStorage;
import dev.signet.authority.storage.RevocationTarget.TokensIssuedBefore;
import dev.signet.authority.storage.StorageException;
import dev.signet.authority.token.TokenClient;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What is said of revocations while it cannot be read which there are. */
@Timeout(60)
class UnreadableStorageTest {
  private static final TokensIssuedBefore EVERYTHING = everythingBefore(RunningAuthority.START);

  private final InMemoryStorage storage = new InMemoryStorage();

  private static void revoke(RunningAuthority authority) {
    authority
        .authority()
        .revocations()
        .revoke(EVERYTHING, new Revocations.Cause("a test", "a test"));
    authority.publishRevocations();
  }

  private static Answer get(RunningAuthority authority, String path) {
    return ContractFilter.answer(
        RestAssured.given().filter(ContractFilter.answers()).get(authority.url(path)));
  }

  private static void assertUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.error()).isEqualTo("temporarily_unavailable");
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.body()).doesNotContain("signet.db", "a reason");
  }

  private void failReading() {
    storage.beforeReading(
        () -> {
          throw new StorageException("signet.db cannot be read for a reason");
        });
  }

  @Test
  void neitherConfirmsTheListNorChangesItAndGoesOnAfterwards() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      revoke(authority);
      String list = get(authority, "/revocations").body();
      failReading();

      assertUnavailable(get(authority, "/revocations?since=0"));
      assertUnavailable(get(authority, "/revocations?since=1"));
      assertUnavailable(get(authority, "/revocations/stream?since=0"));
      assertThat(authority.openStreams()).isZero();
      assertThat(get(authority, "/revocations").body()).isEqualTo(list);

      storage.beforeReading(() -> {});
      authority.followRevocations();
      assertThat(get(authority, "/revocations?since=0").status()).isEqualTo(200);
    }
  }

  /** Were each of them to wait for it, this would take minutes. */
  @Test
  void letsFewWaitForAStorageThatHangs() {
    CountDownLatch released = new CountDownLatch(1);
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      revoke(authority);
      String list = get(authority, "/revocations").body();
      storage.beforeReading(() -> awaitSafely(released));
      Thread following = new Thread(authority::followRevocations, "test-follow");
      following.start();

      for (int i = 0; i < 100; i++) {
        assertUnavailable(get(authority, "/revocations?since=" + i % 2));
        assertThat(get(authority, "/revocations").body()).isEqualTo(list);
      }
    } finally {
      released.countDown();
    }
  }

  private static void awaitSafely(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void signsTheListAsOfWhenItCouldBeReadLast() throws Exception {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      revoke(authority);
      long asOf = issuedAt(get(authority, "/revocations"));
      failReading();

      authority.advance(Duration.ofMinutes(10));
      assertThat(issuedAt(get(authority, "/revocations"))).isEqualTo(asOf);

      storage.beforeReading(() -> {});
      authority.followRevocations();
      authority.advance(Duration.ofMinutes(1));
      assertThat(issuedAt(get(authority, "/revocations"))).isGreaterThan(asOf);
    }
  }

  private static long issuedAt(Answer list) throws IOException {
    byte[] claims = Base64.getUrlDecoder().decode(list.body().split("\\.", -1)[1]);
    return new ObjectMapper().readTree(claims).required("iat").longValue();
  }

  @Test
  void answersWithADeltaThatIsNotYetASecondOld() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      revoke(authority);
      String delta = get(authority, "/revocations?since=0").body();
      failReading();

      authority.advance(Duration.ofMillis(999));
      assertThat(get(authority, "/revocations?since=0").body()).isEqualTo(delta);
      authority.advance(Duration.ofMillis(1));
      assertUnavailable(get(authority, "/revocations?since=0"));
    }
  }

  @Test
  void doesNotSayThatATokenIsRevoked() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      String secret = authority.addApplication("shop");
      TokenClient client = TokenClient.of(authority);
      String token =
          client.basic("shop", secret, TokenClient.GRANT).json().required("access_token").asText();
      failReading();

      Answer answer =
          ContractFilter.answer(
              client
                  .request()
                  .header("Authorization", TokenClient.basicHeader("shop", secret))
                  .body("token=" + token)
                  .post(authority.url("/revoke")));

      assertUnavailable(answer);
      storage.beforeReading(() -> {});
      assertThat(authority.authority().revocations().inForce()).isEmpty();
    }
  }

  @Test
  void sendsNoHeartbeatAndKeepsStreamsOpen() throws Exception {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start();
        StreamReader reader = StreamReader.open(authority.port())) {
      reader.next();
      failReading();
      BlockingQueue<String> said = listenToStreams();
      for (int beats = 0; beats < 3; beats++) {
        authority.advance(Duration.ofSeconds(3));
        authority.followRevocations();
      }
      assertThat(said.poll(30, TimeUnit.SECONDS)).startsWith("nothing can be streamed now");
      assertThat(authority.openStreams()).isEqualTo(1);

      storage.beforeReading(() -> {});
      revoke(authority);
      authority.advance(Duration.ofSeconds(1));
      authority.followRevocations();

      Event event = reader.next();
      assertThat(event.claims().path("iat").longValue())
          .as("nothing was sent before")
          .isGreaterThanOrEqualTo(RunningAuthority.START.plusSeconds(9).getEpochSecond());
      while (event.id() == 0) {
        event = reader.next();
      }
      assertThat(event.claims().path("from").longValue()).isZero();
      assertThat(event.claims().path("to").longValue()).isEqualTo(1);
    }
  }

  @Test
  void saysOfEachRequestThatTheDatabaseDoesNotAnswer() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      String secret = authority.addApplication("shop");
      failReading();

      for (String path : new String[] {"/token", "/introspect", "/revoke"}) {
        Answer answer =
            ContractFilter.answer(
                TokenClient.of(authority)
                    .request()
                    .header("Authorization", TokenClient.basicHeader("shop", secret))
                    .body(path.equals("/token") ? TokenClient.GRANT : "token=abc")
                    .post(authority.url(path)));

        assertUnavailable(answer);
        assertThat(answer.json().path("error_description").asText())
            .isEqualTo("The database does not answer now");
      }
    }
  }

  @Test
  void isNotReadyWhileNothingCanBeReadThoughItCouldBeKept() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      failReading();

      Answer ready = get(authority, "/health/ready");

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().path("checks").path("reading").asText()).isEqualTo("down");
      assertThat(ready.json().path("checks").path("storage").asText()).isEqualTo("up");
      assertThat(ready.body()).doesNotContain("a reason");
    }
  }

  private static BlockingQueue<String> listenToStreams() {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage());
          }
        };
    appender.start();
    ((Logger) LoggerFactory.getLogger(RevocationStreams.class)).addAppender(appender);
    return said;
  }

  @Test
  void isNotReadyWhileNothingCanBeKeptEitherAndServesTheListAsItWas() {
    try (RunningAuthority authority = new RunningAuthority().over(storage).start()) {
      revoke(authority);
      String list = get(authority, "/revocations").body();
      assertThat(get(authority, "/health/ready").status()).isEqualTo(200);
      failReading();
      storage.failWith(new StorageException("signet.db cannot be written for a reason"));

      Answer ready = get(authority, "/health/ready");

      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().path("checks").path("storage").asText()).isEqualTo("down");
      assertThat(ready.body()).doesNotContain("a reason");
      assertThat(get(authority, "/health/live").status()).isEqualTo(200);
      assertThat(get(authority, "/revocations").body()).isEqualTo(list);
      assertUnavailable(get(authority, "/revocations?since=0"));

      storage.beforeReading(() -> {});
      storage.recover();
      assertThat(get(authority, "/health/ready").status()).isEqualTo(200);
    }
  }
}
