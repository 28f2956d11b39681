package dev.signet.authority;

import static dev.signet.authority.token.exchange.ExchangeScene.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.signet.authority.http.Answer;
import dev.signet.authority.token.exchange.ExchangeScene;
import dev.signet.validator.Token;
import dev.signet.validator.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chain of exchanges, as the provider at its end sees it with a validator of its own. */
@Timeout(120)
class ExchangeJourneyTest {
  private final RunningAuthority authority =
      new RunningAuthority().findable().configured(ExchangeScene.RULES).start();
  private final ExchangeScene scene = new ExchangeScene(authority).addConsumers();

  @AfterEach
  void stop() {
    authority.close();
  }

  private Follower stock() throws InterruptedException {
    return Follower.of(
        authority, settings -> settings.alsoAudience("stock").alsoAudience("composite"));
  }

  @Test
  @DisplayName("C.4.10 taking back the first token ends the chain, and nothing beside it")
  void endsWithItsFirstToken() throws Exception {
    String shown = scene.acquire("ada", "composite");
    String first = token(scene.delegate(shown, "&audience=stock"));
    String second = token(scene.delegate("stock", first, scene.acquire("stock", "stock"), ""));
    String beside = token(scene.delegate(scene.acquire("ada", "composite"), ""));
    try (Follower provider = stock()) {
      List.of(shown, first, second, beside).forEach(provider::assertAccepts);

      scene.revoke("ada", shown);
      provider.awaitChange(1);

      List.of(shown, first, second).forEach(provider::assertRevoked);
      provider.assertAccepts(beside);
    }
  }

  @Test
  void endsFromWhereItIsTakenBackAndNotBefore() throws Exception {
    String shown = scene.acquire("ada", "composite");
    String first = token(scene.delegate(shown, "&audience=stock"));
    String second = token(scene.delegate("stock", first, scene.acquire("stock", "stock"), ""));
    try (Follower provider = stock()) {
      scene.revoke("composite", first);
      provider.awaitChange(1);

      List.of(first, second).forEach(provider::assertRevoked);
      provider.assertAccepts(shown);
    }
  }

  @Test
  @DisplayName("C.4.6 a provider reads for whom a token is and who acts, the latest first")
  void tellsTheProviderWhoActs() throws Exception {
    String shown = scene.acquire("ada", "composite");
    String first = token(scene.delegate(shown, "&audience=stock"));
    String second = token(scene.delegate("stock", first, scene.acquire("stock", "stock"), ""));
    try (Follower provider = stock()) {
      Token token = ((Verdict.Accepted) provider.validator().checkToken(second)).token();

      assertThat(token.holder().subject()).isEqualTo("ada");
      assertThat(token.actor().flatMap(Token.Actor::subject)).contains("stock");
      assertThat(token.actors())
          .extracting(actor -> actor.subject().orElseThrow())
          .containsExactly("stock", "composite");
    }
  }

  @Test
  @DisplayName("C.4.10 what is exchanged while a token is being taken back is good for nobody")
  void leavesNothingBehindOfATokenThatIsTakenBackMeanwhile() throws Exception {
    String shown = scene.acquire("ada", "composite");
    List<String> exchanged = Collections.synchronizedList(new ArrayList<>());
    List<Answer> others = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean goOn = new AtomicBoolean(true);
    CountDownLatch some = new CountDownLatch(20);
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try (Follower provider = stock()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(
            clients.submit(
                () -> {
                  while (goOn.get()) {
                    Answer answer = scene.impersonate(shown, "");
                    if (answer.status() == 200) {
                      exchanged.add(token(answer));
                      some.countDown();
                    } else {
                      others.add(answer);
                    }
                  }
                }));
      }
      assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();

      scene.revoke("ada", shown);
      int before = others.size();
      while (others.size() < before + 3) {
        Thread.onSpinWait();
      }
      goOn.set(false);
      for (Future<?> client : running) {
        client.get();
      }
      provider.awaitChange(1);

      assertThat(exchanged).hasSizeGreaterThanOrEqualTo(20).allSatisfy(provider::assertRevoked);
      assertThat(others).allSatisfy(each -> assertThat(each.error()).isEqualTo("invalid_request"));
    } finally {
      goOn.set(false);
      clients.shutdownNow();
    }
  }
}
