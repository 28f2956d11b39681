package dev.signet.authority.quota.published;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.signet.authority.RunningAuthority;
import dev.signet.authority.process.Waiting;
import dev.signet.authority.storage.quota.AllowanceChange;
import dev.signet.authority.storage.quota.Counted;
import dev.signet.authority.storage.quota.Rate;
import dev.signet.authority.storage.sql.postgres.PostgresSettings;
import dev.signet.authority.storage.sql.postgres.TestPostgres;
import dev.signet.quota.FollowedAllowances;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes over one database publish one list, and a provider may ask now one, now the other. */
@Timeout(120)
class AllowancesAtNodesTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PostgresSettings database = TestPostgres.migratedDatabase();
  private NodeSwitch address;
  private RunningAuthority one;
  private RunningAuthority other;

  @BeforeEach
  void start() throws IOException {
    address = new NodeSwitch();
    one = node();
    other = node();
    address.to(one);
  }

  private RunningAuthority node() {
    return new RunningAuthority()
        .nodeOf(database)
        .with("SIGNET_ISSUER", address.url())
        .with("SIGNET_QUOTAS_TTL", "1s")
        .start();
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
    address.close();
  }

  /** As {@code quotas set} does at this node, for whoever looks next. */
  private static void set(RunningAuthority node, long calls) {
    Rate rate = new Rate(calls, HOUR);
    node.authority()
        .storage()
        .allowances()
        .change(
            new AllowanceChange("billing", null, rate, Counted.SUB, true, node.clock().instant()));
  }

  private static void clear(RunningAuthority node) {
    assertThat(node.authority().storage().allowances().remove("billing")).isTrue();
  }

  @Test
  void isPublishedAlikeByBothAndByNeitherOnceItIsCleared() {
    PublishedAllowances here = new PublishedAllowances(one);
    PublishedAllowances there = new PublishedAllowances(other);

    set(one, 8);
    Waiting.until("both have looked", () -> here.entries().size() + there.entries().size() == 2);
    assertThat(here.names("sub", "billing") && there.names("sub", "billing")).isTrue();
    for (String member : List.of("of", "limit", "window", "since")) {
      JsonNode said = here.entries().get(0).required(member);
      assertThat(there.entries().get(0).required(member)).as(member).isEqualTo(said);
    }
    assertThat(here.claims().required("salt")).isNotEqualTo(there.claims().required("salt"));

    clear(other);
    Waiting.until("both have looked", () -> here.entries().size() + there.entries().size() == 0);
  }

  @Test
  void isNotForgottenByAProviderThatAsksANodeWhichHasNotLookedSince() throws Exception {
    try (FollowedAllowances provider = FollowedAllowances.of(address.url(), one.clock())) {
      HttpResponse<byte[]> before = address.listOf(other);
      awaitLater(one, before);

      set(one, 8);
      Waiting.until("it is there", () -> limit(provider).equals(Optional.of(8L)));
      assertKeptAgainst(before, provider, Optional.of(8L));

      address.to(other);
      Waiting.until("the other's list is taken", () -> provider.state().lastError().isEmpty());
      assertThat(limit(provider)).contains(8L);

      HttpResponse<byte[]> cleared = address.listOf(one);
      awaitLater(other, cleared);
      clear(one);
      Waiting.until("it is taken back", () -> limit(provider).isEmpty());
      assertKeptAgainst(cleared, provider, Optional.empty());
    }
  }

  /** Until what this node signs is of a later second than a list that was signed before. */
  private static void awaitLater(RunningAuthority node, HttpResponse<byte[]> older)
      throws IOException {
    String claims = new String(older.body(), US_ASCII).split("\\.", -1)[1];
    long then =
        new ObjectMapper().readTree(Base64.getUrlDecoder().decode(claims)).get("iat").longValue();
    PublishedAllowances published = new PublishedAllowances(node);
    Waiting.until(
        "the node has looked again", () -> published.claims().required("iat").longValue() > then);
  }

  private Optional<Long> limit(FollowedAllowances provider) {
    return provider
        .find(address.url(), "sub", "billing")
        .map(published -> published.allowance().limit());
  }

  private void assertKeptAgainst(
      HttpResponse<byte[]> older, FollowedAllowances provider, Optional<Long> limit) {
    Instant asOf = provider.completeAsOf(address.url()).orElseThrow();
    address.toAnswer(older);
    Waiting.until(
        "the older list is refused",
        () ->
            provider.state().lastError().filter(why -> why.contains("signed before")).isPresent());
    assertThat(limit(provider)).isEqualTo(limit);
    assertThat(provider.completeAsOf(address.url()).orElseThrow()).isAfterOrEqualTo(asOf);
  }
}
