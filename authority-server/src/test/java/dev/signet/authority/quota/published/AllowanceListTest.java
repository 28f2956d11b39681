package dev.signet.authority.quota.published;

import static dev.signet.authority.RunningAuthority.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.http.Answer;
import dev.signet.authority.http.ContractFilter;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.AllowanceRepository;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import io.restassured.RestAssured;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllowanceListTest {
  private static final Rate CALLS = new Rate(1_000, Duration.ofHours(1));

  /** The longest lifetime, 5 s in which a node goes by what it read, and 6 min for clocks. */
  private static final Duration KEPT = Duration.ofMinutes(66).plusSeconds(5);

  private final RunningAuthority authority = new RunningAuthority().start();
  private final PublishedAllowances published = new PublishedAllowances(authority);

  @AfterEach
  void stop() {
    authority.close();
  }

  private AllowanceRepository allowances() {
    return authority.authority().storage().allowances();
  }

  private void give(String name, Counted counted, boolean live, Instant changedAt) {
    allowances().change(new AllowanceChange(name, null, CALLS, counted, live, changedAt));
    authority.followAllowances();
  }

  private void give(String name) {
    give(name, Counted.SUB, true, START);
  }

  @Test
  void isEmptyAtFirst() {
    JsonNode list = published.claims();

    assertThat(list.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("iss", "iat", "exp", "ttl", "salt", "allowances");
    assertThat(list.path("iss").asText()).isEqualTo(RunningAuthority.ISSUER);
    assertThat(list.path("iat").longValue()).isEqualTo(START.getEpochSecond());
    assertThat(list.path("exp").longValue()).isEqualTo(START.plusSeconds(3_600).getEpochSecond());
    assertThat(list.path("ttl").longValue()).isEqualTo(10);
    assertThat(Base64.getUrlDecoder().decode(list.path("salt").asText())).hasSize(16);
    assertThat(list.path("allowances").isArray()).isTrue();
    assertThat(list.path("allowances")).isEmpty();
  }

  @Test
  void isWhereTheMetadataSays() {
    Answer metadata = published.get("/.well-known/oauth-authorization-server");

    assertThat(metadata.json().path("allowance_list_uri").asText())
        .isEqualTo(RunningAuthority.ISSUER + "/allowances");
  }

  @Test
  void saysHowManyCallsWithoutTheName() {
    give("billing");

    JsonNode list = published.claims();

    assertThat(list.path("allowances")).hasSize(1);
    assertThat(list.path("allowances").get(0).toString())
        .isEqualTo(
            "{\"of\":\"sub\",\"who\":\""
                + PublishedAllowances.who(list, "sub", "billing")
                + "\",\"limit\":1000,\"window\":3600,\"since\":"
                + START.plusSeconds(5).getEpochSecond()
                + "}");
    assertThat(list.toString()).doesNotContain("billing");
  }

  @Test
  void namesAnApplicationByItsOwnClaim() {
    give("gateway", Counted.CLIENT_ID, true, START);

    assertThat(published.entries().get(0).path("of").asText()).isEqualTo("client_id");
    assertThat(published.names("client_id", "gateway")).isTrue();
    assertThat(published.names("sub", "gateway")).isFalse();
  }

  @Test
  void beginsWithTheLatest() {
    give("older", Counted.CLIENT_ID, true, START.minusSeconds(9));
    give("latest");
    give("oldest", Counted.CLIENT_ID, true, START.minusSeconds(99));

    assertThat(published.entries().findValuesAsText("since"))
        .containsExactly(second(5), second(-4), second(-94));
  }

  private static String second(long after) {
    return Long.toString(START.plusSeconds(after).getEpochSecond());
  }

  @Test
  void leavesOutWhatIsNotLiveAndWhatLimitsTokensAlone() {
    give("reports", Counted.SUB, false, START);
    allowances().change(new AllowanceChange("issuing", CALLS, null, Counted.SUB, true, START));
    authority.followAllowances();

    assertThat(published.entries()).isEmpty();
  }

  @Test
  void leavesOutWhatIsClearedOrNoLongerLive() {
    give("billing");
    give("reports");
    assertThat(published.entries()).hasSize(2);

    allowances().remove("billing");
    authority.followAllowances();
    assertThat(published.names("sub", "billing")).isFalse();
    assertThat(published.names("sub", "reports")).isTrue();

    give("reports", Counted.SUB, false, START);
    assertThat(published.entries()).isEmpty();
  }

  @Test
  void keepsWhatChangedUntilEachLivingTokenSaysSoItself() {
    give("billing");

    authority.advance(KEPT);
    authority.followAllowances();
    assertThat(published.entries()).hasSize(1);

    authority.advance(Duration.ofSeconds(1));
    authority.followAllowances();
    assertThat(published.entries()).isEmpty();
  }

  @Test
  void isNotSentAgainToWhoHasIt() {
    Answer first = published.get("/allowances");
    assertThat(first.header("cache-control")).isEqualTo("public, max-age=1");
    assertThat(first.header("access-control-allow-origin")).isEqualTo("*");

    assertThat(getUnless(first.header("etag")).status()).isEqualTo(304);

    give("billing");
    Answer changed = getUnless(first.header("etag"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("etag")).isNotEqualTo(first.header("etag"));
  }

  private Answer getUnless(String etag) {
    return ContractFilter.answer(
        RestAssured.given()
            .filter(ContractFilter.both())
            .header("If-None-Match", etag)
            .get(authority.url("/allowances")));
  }

  @Test
  void isSignedAnewWhenItIsATtlOld() {
    String first = published.get("/allowances").body();

    authority.advance(Duration.ofMillis(9_999));
    authority.followAllowances();
    assertThat(published.get("/allowances").body()).isEqualTo(first);

    authority.advance(Duration.ofMillis(1));
    authority.followAllowances();
    assertThat(published.get("/allowances").body()).isNotEqualTo(first);
    assertThat(published.claims().path("iat").longValue())
        .isEqualTo(START.plusSeconds(10).getEpochSecond());
  }

  @Test
  void isSignedByTheKeyOfTheMoment() {
    published.claims();
    authority.activateAKey();
    authority.advance(Duration.ofSeconds(10));

    assertThat(published.claims().path("allowances")).isEmpty();
  }

  @Test
  void isSignedAnewAtOnceWhenItsKeyIsRevoked() throws ParseException {
    String kid = kid();
    assertThat(kid()).isEqualTo(kid);

    authority.revokeKey(kid);

    assertThat(kid()).isNotEqualTo(kid);
    assertThat(published.claims().path("allowances")).isEmpty();
  }

  private String kid() throws ParseException {
    return JWSObject.parse(published.get("/allowances").body()).getHeader().getKeyID();
  }

  @Test
  void answersNothingButReading() {
    assertThat(RestAssured.post(authority.url("/allowances")).statusCode()).isEqualTo(405);
    assertThat(RestAssured.head(authority.url("/allowances")).statusCode()).isEqualTo(200);
  }
}
