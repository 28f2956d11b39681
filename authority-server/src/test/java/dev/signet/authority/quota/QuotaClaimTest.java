package dev.signet.authority.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.token.DecodedToken;
import dev.signet.authority.token.TokenClient;
import dev.signet.authority.token.exchange.ExchangeScene;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tokens say of how many calls they allow. */
class QuotaClaimTest {
  private final RunningAuthority authority =
      new RunningAuthority()
          .configured(
              ExchangeScene.RULES
                  + """
                    depot: {calls: 20/1m}
                  quotas: {calls: {user: 1000/1h}}
                  """)
          .start();

  private final ExchangeScene scene = new ExchangeScene(authority).addConsumers();

  @AfterEach
  void stop() {
    authority.close();
  }

  private void give(String to, long limit, Counted counted, boolean live) {
    Rate rate = new Rate(limit, Duration.ofHours(1));
    authority
        .authority()
        .storage()
        .allowances()
        .change(new AllowanceChange(to, null, rate, counted, live, authority.clock().instant()));
  }

  private static String quota(String token) {
    JsonNode claims = DecodedToken.of(token).claims();
    return claims.path("quota").toString();
  }

  private static String quota(Answer answer) {
    return quota(ExchangeScene.token(answer));
  }

  @Test
  void nameWhoseCallsAreCountedTheLimitAndTheWindow() {
    assertThat(quota(scene.acquire("ada", "composite")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":1000,\"window\":3600}");
  }

  @Test
  void nameWhatAProviderOfItsOwnAllows() {
    assertThat(quota(scene.acquire("composite", "depot")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":20,\"window\":60}");
  }

  @Test
  void nameWhatAnOperatorAllows() {
    give("ada", 7, Counted.SUB, true);

    assertThat(quota(scene.acquire("ada", "composite")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":7,\"window\":3600,\"live\":true}");
  }

  @Test
  void sayNothingWhereNothingIsLimited() {
    try (RunningAuthority unlimited = new RunningAuthority().start()) {
      String secret = unlimited.addApplication("billing");

      String token =
          ExchangeScene.token(
              TokenClient.of(unlimited).basic("billing", secret, TokenClient.GRANT));

      assertThat(DecodedToken.of(token).claims().has("quota")).isFalse();
    }
  }

  @Test
  void keepTheAllowanceOfTheTokenTheyAreExchangedFor() {
    give("ada", 7, Counted.SUB, false);
    String ada = scene.acquire("ada", "composite");
    String limited = "{\"of\":\"sub\",\"limit\":7,\"window\":3600}";

    assertThat(quota(scene.impersonate(ada, "&audience=stock"))).isEqualTo(limited);
    assertThat(quota(scene.delegate(ada, "&audience=stock"))).isEqualTo(limited);
  }

  @Test
  void areNarrowedByAnExchangeForAProviderThatAllowsLess() {
    String ada = scene.acquire("ada", "composite");

    // 20 a minute is more in the long run than 1000 an hour: neither is within the other.
    assertThat(quota(scene.delegate(ada, "&audience=depot")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":1000,\"window\":3600}");

    give("shop", 5_000, Counted.SUB, false);
    String shop = scene.acquire("shop", "composite");
    assertThat(quota(scene.delegate(shop, "&audience=stock")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":5000,\"window\":3600}");
  }

  @Test
  void countTheServiceThatActsIfAnOperatorSaysSo() {
    give("composite", 100_000, Counted.CLIENT_ID, false);
    String ada = scene.acquire("ada", "composite");

    assertThat(quota(scene.delegate(ada, "&audience=stock")))
        .isEqualTo("{\"of\":\"client_id\",\"limit\":100000,\"window\":3600}");
    assertThat(quota(ada)).contains("\"of\":\"sub\"");
  }

  @Test
  void doNotTakeTheAllowanceOfOneClientForThatOfAnother() {
    give("ada", 7, Counted.CLIENT_ID, false);
    String ada = scene.acquire("ada", "composite");
    assertThat(quota(ada)).contains("\"of\":\"client_id\",\"limit\":7");

    assertThat(quota(scene.impersonate(ada, "&audience=stock")))
        .isEqualTo("{\"of\":\"sub\",\"limit\":1000,\"window\":3600}");
  }
}
